//! `server url --env-file`: one line of a `.env` file is written, and the others stay.

use std::os::unix::fs::{PermissionsExt, symlink};

use snapbox::str;

use crate::common::Sandbox;

#[test]
fn the_managed_servers_url_is_written_and_the_rest_stays() {
    let mut sandbox = Sandbox::with_server();
    sandbox.hide("backend-flask", "backend-flask");
    let file = sandbox.write("backend-flask/.env", "# ours\nA='1 2'\nCONNECTION_URL=old\nB=2");
    let mode = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode));
    mode(0o640).unwrap();
    let write = ["server", "url", "--env-file", "backend-flask/.env", "--quiet"];
    sandbox.run(write).check(str![[r#"
exit 0
--- stdout
CONNECTION_URL is set in backend-flask/.env

"#]]);
    let text = std::fs::read_to_string(&file).unwrap();
    let (before, after) = text.split_once("CONNECTION_URL=postgresql://postgres:").unwrap();
    assert_eq!(before, "# ours\nA='1 2'\n");
    assert!(after.contains("@127.0.0.1:") && after.ends_with("/cruddur\nB=2"), "{text}");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    // Once more changes nothing.
    sandbox.run(write).check(str![[r#"
exit 0
--- stdout
nothing to do: CONNECTION_URL is set so in backend-flask/.env already

"#]]);
    // And it is what other commands then take.
    let run = sandbox.run(["config", "--url", "postgresql://u@127.0.0.1:1/x"]).succeeded();
    assert!(run.stdout.contains("/x (from --url)"), "{run:?}");
    let command = sandbox.command(["create"]);
    let output = { command }.current_dir(file.parent().unwrap()).output().unwrap();
    let run = sandbox.finished(output).succeeded();
    assert!(run.stderr.contains("dev: cruddur on 127.0.0.1:[PORT] as postgres (local)"), "{run:?}");

    // A link stays one; the environment has its own variable and database.
    let link = sandbox.work().join("link.env");
    symlink("backend-flask/.env", &link).unwrap();
    let run = sandbox.run(["server", "url", "--env", "test", "--env-file", "link.env"]).succeeded();
    assert_eq!(run.stdout, "TEST_CONNECTION_URL is set in link.env\n");
    assert!(link.symlink_metadata().unwrap().is_symlink());
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("\nTEST_CONNECTION_URL=postgresql://") && text.ends_with("/cruddur_test\n")
    );
    // Production is never the managed server.
    let run = sandbox.run(["server", "url", "--env", "prod", "--env-file", "x.env"]).ended_with(2);
    assert!(run.stderr.contains("the managed server is for dev and test, not for prod"), "{run:?}");
    assert!(!sandbox.work().join("x.env").exists());
    for args in [&["server", "url", "prod"][..], &["server", "url", "prod", "--database", "x"]] {
        let run = sandbox.run(args).ended_with(2);
        let hint = "hint: the URL of prod is that in PROD_CONNECTION_URL\n";
        assert!(run.stdout.is_empty() && run.stderr.ends_with(hint), "{run:?}");
    }
}

#[test]
fn a_new_file_is_its_owners_and_git_should_not_take_it() {
    let sandbox = Sandbox::with_server();
    assert!(
        std::process::Command::new("git")
            .arg("init")
            .arg("-q")
            .arg(sandbox.work())
            .status()
            .unwrap()
            .success()
    );
    sandbox.run(["server", "url", "--env-file", "json.env", "--format", "json"]).succeeded();
    sandbox.run(["server", "url", "--env-file", ".env", "--quiet"]).check(str![[r#"
exit 0
--- stdout
CONNECTION_URL is set in .env
--- stderr
warning: .env holds a password, and git does not ignore it: echo .env >> .gitignore

"#]]);
    sandbox.write("odd dir/.keep", "");
    let odd = ["server", "url", "--env-file", "odd dir/it's.env", "--quiet"];
    let run = sandbox.run(odd).succeeded();
    assert!(run.stderr.ends_with("echo 'it'\\''s.env' >> 'odd dir/.gitignore'\n"), "{run:?}");
    let mode = sandbox.work().join(".env").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    sandbox.write(".gitignore", ".env\n");
    let run = sandbox.run(["server", "url", "--env-file", ".env", "--quiet"]).succeeded();
    assert_eq!(run.stderr, "");
    // Six at once lose nobody's line.
    let writers: Vec<_> = ["A", "B", "C", "D", "E", "F"]
        .iter()
        .map(|name| {
            sandbox.write(
                &format!("{name}/cruddur-db.toml"),
                format!("[environments.dev]\nurl_var = '{name}'\n"),
            );
            let mut command = sandbox.command(["server", "url", "--env-file", "../.env"]);
            command
                .current_dir(sandbox.work().join(name))
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
    let text = std::fs::read_to_string(sandbox.work().join(".env")).unwrap();
    assert_eq!(text.lines().count(), 7, "{text}");
    let left = std::fs::read_dir(sandbox.work()).unwrap().map(|it| it.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().ends_with(".partial")));
}
