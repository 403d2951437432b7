use super::*;

#[test]
fn names_are_quoted_wherever_they_stand() {
    let options = CreateOptions {
        owner: Some("o\"w".into()),
        template: Some("T 0".into()),
        encoding: Some("UTF8".into()),
        locale: Some("C'".into()),
        tablespace: Some("fast".into()),
        ..CreateOptions::default()
    };
    let sql = |version| create_statement(&DatabaseName::new("My \"db").unwrap(), &options, version);
    assert!(sql(150_000).contains(" ENCODING 'UTF8' LOCALE_PROVIDER 'libc' LC_COLLATE "));
    assert_eq!(
        sql(140_000),
        "CREATE DATABASE \"My \"\"db\" OWNER \"o\"\"w\" TEMPLATE \"T 0\" ENCODING 'UTF8' \
         LC_COLLATE 'C''' LC_CTYPE 'C''' TABLESPACE \"fast\""
    );
}

#[test]
fn each_provider_has_its_own_words() {
    let sql = |provider, rules: Option<&str>| {
        let options = CreateOptions {
            provider: Some(provider),
            locale: Some("x".into()),
            collation: Some("C".into()),
            rules: rules.map(str::to_owned),
            ..CreateOptions::default()
        };
        create_statement(&DatabaseName::new("d").unwrap(), &options, 170_000)
    };
    assert_eq!(
        sql(LocaleProvider::Icu, Some("&a<b")),
        "CREATE DATABASE \"d\" LOCALE_PROVIDER 'icu' ICU_LOCALE 'x' ICU_RULES '&a<b' \
         LC_COLLATE 'C' LC_CTYPE 'C'"
    );
    assert_eq!(
        sql(LocaleProvider::Builtin, None),
        "CREATE DATABASE \"d\" LOCALE_PROVIDER 'builtin' BUILTIN_LOCALE 'x' LC_COLLATE 'C' \
         LC_CTYPE 'C'"
    );
}

#[test]
fn a_provider_that_the_server_lacks_is_said() {
    let mut options = CreateOptions {
        provider: Some(LocaleProvider::Icu),
        locale: Some("de-DE".into()),
        collation: Some("C".into()),
        ..CreateOptions::default()
    };
    assert_eq!(options.fit(150_000, true), None);
    options.rules = Some("&a<b".to_owned());
    assert_eq!(options.clone().fit(160_000, true), None);
    assert!(options.fit(150_000, true).unwrap().contains("without the ICU rules &a<b"));
    assert_eq!((options.provider, &options.rules), (Some(LocaleProvider::Icu), &None));
    for (version, has_icu) in [(140_000, true), (180_000, false)] {
        let mut options = options.clone();
        let said = options.fit(version, has_icu).unwrap();
        assert!(said.contains("libc's C") && said.contains("icu's de-DE"), "{said}");
        assert_eq!((options.provider, options.locale), (Some(LocaleProvider::Libc), None));
    }
    options.provider = Some(LocaleProvider::Builtin);
    assert_eq!(options.fit(170_000, false), None);
    options.locale = Some("PG_UNICODE_FAST".to_owned());
    assert!(options.check(180_000).is_ok() && options.check(170_000).is_err());
    assert!(options.fit(170_000, false).is_some());
}

#[test]
fn own_names_differ_and_fit() {
    let name = |text: &str| DatabaseName::new(text).unwrap();
    assert_eq!(staging_name(&name("cruddur")), staging_name(&name("cruddur")));
    assert_ne!(staging_name(&name("cruddur")), staging_name(&name("cruddur_test")));
    assert_ne!(staging_name(&name("a")), replaced_name(&name("a")));
    assert!(replaced_name(&name(&"x".repeat(63))).as_str().len() <= 63);
}
