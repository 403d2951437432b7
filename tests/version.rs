//! What the program says about itself.

use snapbox::str;

use crate::common::Sandbox;

#[test]
fn it_says_how_it_was_built() {
    let mut sandbox = Sandbox::new();
    let platform =
        [("x86_64", "linux"), ("aarch64", "linux"), ("x86_64", "macos"), ("aarch64", "macos")];
    let (machine, system) = (std::env::consts::ARCH, std::env::consts::OS);
    assert!(platform.contains(&(machine, system)));
    let rest = if system == "linux" { "unknown-linux-gnu" } else { "apple-darwin" };
    sandbox
        .hide(format!("{machine}-{rest}"), "[TARGET]")
        .hide(env!("CARGO_PKG_VERSION"), "[CRATE]");
    sandbox.hide("aws, lambda", "[FEATURES]").hide("none", "[FEATURES]");
    let expected = str![[r#"
exit 0
--- stdout
cruddur-db [CRATE]
commit    not recorded
target    [TARGET]
features  [FEATURES]
build     debug

"#]];
    sandbox.run(["version"]).check(expected);
    let long = sandbox.run(["version"]).stdout;
    // As other tools take the question.
    for args in [&["--version", "--verbose"][..], &["--verbose", "--version"], &["-Vv"], &["-vV"]] {
        assert_eq!(sandbox.run(args.iter().copied()).succeeded().stdout, long, "{args:?}");
    }
    assert_eq!(sandbox.run(["--version"]).succeeded().stdout, "cruddur-db [CRATE]\n");
}

#[test]
fn it_says_so_as_json_and_where_the_configuration_is_broken() {
    let sandbox = Sandbox::new();
    sandbox.write("cruddur-db.toml", "nonsense");
    for args in [["version", "--format", "json"], ["--version", "--format", "json"]] {
        let version = sandbox.run(args).succeeded().json();
        assert_eq!(version["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(version["debug"], cfg!(debug_assertions));
        let has_aws = version["features"].as_array().unwrap().iter().any(|it| it == "aws");
        assert_eq!(has_aws, cfg!(feature = "aws"));
    }
}
