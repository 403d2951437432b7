#!/usr/bin/env node
// Runs the program of this platform's package in place of itself: the same arguments, streams,
// signals and exit status.
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");

const platform = `cruddur-db-${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${platform}/bin/cruddur-db`);
} catch {
  console.error(`error: the package ${platform} is not installed`);
  console.error("hint: install cruddur-db without --omit=optional; there are packages for Linux with");
  console.error("glibc and for macOS, each on x64 and arm64; elsewhere: cargo install cruddur-db");
  process.exit(2);
}

let child;
// A terminal sends its own signals to the program too. Twice, an interrupt would mean to end at once.
const fromTerminal = hasTerminal() ? ["SIGINT", "SIGQUIT"] : [];
const signals = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR2"];
// Before the program runs: it may be signalled at once.
for (const signal of signals) {
  process.on(signal, () => fromTerminal.includes(signal) || child.kill(signal));
}

child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
child.on("error", (error) => {
  console.error(`error: ${program} cannot be run: ${error.message}`);
  process.exit(1);
});

child.on("exit", (code, signal) => {
  if (signal === null) {
    process.exit(code);
  }
  // Whoever waits for us sees the same end.
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  // Not every signal ends Node at once, and SIGQUIT would leave a core of Node.
  process.exitCode = 128 + os.constants.signals[signal];
});

function hasTerminal() {
  try {
    fs.closeSync(fs.openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
