use super::*;

fn parse(text: &str) -> Result<ProjectFile> {
    ProjectFile::parse("/p/cruddur-db.toml".into(), text)
}

#[test]
fn reads_every_key() {
    let file = parse(
        "[environments.dev]\nurl_var = 'X'\ndirect_url_var = 'Y'\nschema = 'a.sql'\nseeds = ['s', 't.sql']\nprotected = true\niam = false\nsecret = 'arn'\n",
    )
    .unwrap();
    let dev = file.environment("dev").unwrap();
    assert_eq!(dev.url_var.as_deref(), Some("X"));
    assert_eq!(dev.direct_url_var.as_deref(), Some("Y"));
    assert_eq!(dev.schema, Some(vec![PathBuf::from("a.sql")]));
    assert_eq!(dev.seeds, Some(vec![PathBuf::from("s"), "t.sql".into()]));
    assert_eq!(dev.protected, Some(true));
    assert_eq!((dev.iam, dev.secret.as_deref()), (Some(false), Some("arn")));
    assert_eq!(file.directory(), Some(Path::new("/p")));
    let file =
        parse("[migrations]\ndir = 'm'\nlock_timeout = '2s'\nstructure = 's.sql'\ntemplate = 't.sql'\n[environments.dev.set]\nx = '1'\n").unwrap();
    assert_eq!(file.migrations().dir, Some("m".into()));
    assert_eq!(file.migrations().structure, Some("s.sql".into()));
    let set = &file.environment("dev").unwrap().set;
    assert_eq!(set.get("x").map(String::as_str), Some("1"));
    assert_eq!(file.migrations().lock_timeout.as_deref(), Some("2s"));
}

#[test]
fn defaults_are_for_all_environments_that_do_not_say_otherwise() {
    let file = parse(
        "[defaults]\nschema = 'a.sql'\nseeds = 's'\niam = true\nset = {x = '1', y = '2'}\n\
         [environments.dev]\nseeds = []\nset = {y = '3'}\n[environments.b]\nsecret = 'arn'\n",
    )
    .unwrap();
    let (dev, prod) = (file.settings("dev"), file.settings("prod"));
    assert_eq!(dev.schema, Some(vec![PathBuf::from("a.sql")]));
    assert_eq!((dev.seeds, prod.seeds), (Some(vec![]), Some(vec![PathBuf::from("s")])));
    assert_eq!((dev.set["x"].as_str(), dev.set["y"].as_str()), ("1", "3"));
    assert_eq!((prod.iam, file.settings("b").iam, prod.url_var), (Some(true), None, None));
    // Neither an environment's own nor what takes protection away.
    for text in ["url_var = 'X'", "secret = 'arn'", "protected = false"] {
        assert!(parse(&format!("[defaults]\n{text}")).is_err(), "{text}");
    }
}

#[test]
fn suggests_the_nearest_key() {
    let error = parse("[environments.dev]\nshema = 'a'\n").unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("/p/cruddur-db.toml:2:1: unknown field `shema`"), "{text}");
    assert!(text.contains("did you mean schema?"), "{text}");
    let error = parse("[enviroments.dev]\n").unwrap_err();
    assert!(error.to_string().contains("did you mean environments?"), "{error}");
}

#[test]
fn refuses_what_it_cannot_use() {
    for text in [
        "[environments.dev]\nprotected = 'yes'",
        "[environments.'a b']",
        "[environments.dev]\ndirect_url_var = ''",
        "[environments.dev]\nurl_var = 'X'\ndirect_url_var = 'X'",
        "x",
        "[environments.dev]\nschema = 5",
        "[environments.dev]\niam = 'yes'",
        "[migrations]\nlock_timeout = '2 seconds'",
        "[migrations]\ndirectory = 'm'",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
}
