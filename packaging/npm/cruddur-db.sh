#!/bin/sh
# Becomes the program of this platform's package, so that arguments, signals and the exit status are
# the program's own. Node knows where the package manager put it.
program="$(node -e '
  const fs = require("node:fs");
  const { createRequire } = require("node:module");
  const fail = (message, ...hints) => {
    console.error([`error: ${message}`, ...hints.map((hint) => `hint: ${hint}`)].join("\n"));
    process.exit(2);
  };
  const build = "elsewhere it is built by: cargo install --locked --git @repository@ cruddur-db";
  const packages = "there are packages for Linux with glibc and for macOS, each on x64 and arm64";
  const platform = `${process.platform}-${process.arch}`;
  if (!/^(linux|darwin)-(x64|arm64)$/.test(platform)) {
    fail(`there is no package for ${platform}`, packages, build);
  }
  // Not every npm looks at the C library, and a shell says of such a program only that it is not found.
  const loaders = { "linux-x64": "/lib64/ld-linux-x86-64.so.2", "linux-arm64": "/lib/ld-linux-aarch64.so.1" };
  const loader = loaders[platform];
  if (loader && !fs.existsSync(loader)) {
    fail(`glibc is needed, whose ${loader} is not here (Alpine has musl)`, packages, build);
  }
  let program;
  try {
    const here = createRequire(fs.realpathSync(process.argv[1]));
    program = here.resolve(`cruddur-db-${platform}/bin/cruddur-db`);
  } catch {
    fail(`the package cruddur-db-${platform} is not installed`, "install cruddur-db without --omit=optional");
  }
  console.log(program);
' "$0")" || exit
exec "$program" "$@"
