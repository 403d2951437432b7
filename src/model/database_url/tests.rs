use super::*;

#[test]
fn reads_what_libpq_reads() {
    let url = DatabaseUrl::parse(
        "postgresql://cruddurroot:a%40b@db.example.com:5433/cruddur?sslmode=require",
    )
    .unwrap();
    assert_eq!(url.host, Host::Tcp("db.example.com".into()));
    assert_eq!(url.port, 5433);
    assert_eq!(url.user.as_deref(), Some("cruddurroot"));
    assert_eq!(url.password.as_ref().unwrap().expose(), "a@b");
    assert_eq!(url.database.as_str(), "cruddur");
    assert_eq!(url.parameters["sslmode"], "require");
    assert_eq!(
        url.to_string(),
        "postgresql://cruddurroot:***@db.example.com:5433/cruddur?sslmode=require"
    );
    assert_eq!(
        url.with_password().expose(),
        "postgresql://cruddurroot:a%40b@db.example.com:5433/cruddur?sslmode=require"
    );
}

#[test]
fn reads_sockets_addresses_and_odd_names() {
    let socket = DatabaseUrl::parse("postgresql:///my%20db?host=/run/pg&port=5444").unwrap();
    assert_eq!((socket.host.clone(), socket.port), (Host::Socket("/run/pg".into()), 5444));
    assert_eq!(socket.database.as_str(), "my db");
    let encoded = DatabaseUrl::parse("postgres://%2Frun%2Fpg/x").unwrap();
    assert_eq!(encoded.host, Host::Socket("/run/pg".into()));
    let six = DatabaseUrl::parse("postgres://u@[::1]:5/x").unwrap();
    assert_eq!((six.host.is_loopback(), six.port), (true, 5));
    assert_eq!(six.to_string(), "postgresql://u@[::1]:5/x");
}

#[test]
fn names_the_character_that_breaks_a_password() {
    for (password, kind, place) in [
        ("pa@ss", "an at sign", 3),
        ("p/ss", "a slash", 2),
        ("p?ss", "a question mark", 2),
        ("#ss", "a hash sign", 1),
        ("é%zz", "a percent sign", 2),
        ("a b", "a space", 2),
    ] {
        let error = DatabaseUrl::parse(&format!("postgresql://u:{password}@h:1/d")).unwrap_err();
        let message = error.message();
        assert!(
            message.contains(kind) && message.contains(&format!("(character {place})")),
            "{message}"
        );
        assert!(!error.to_string().contains(password), "{error}");
    }
}

#[test]
fn refuses_what_is_not_a_url() {
    for text in [
        "",
        "cruddur",
        "mysql://h/d",
        "postgresql://h",
        "postgresql://h/",
        "postgresql://h:x/d",
        "postgresql://h:0/d",
        "postgresql://h:70000/d",
        "postgresql://h/d?schema=x",
        "postgresql://h/d?sslmode",
        "postgresql://h/%00",
        "postgresql://[::1/d",
        "postgresql://h/%zz",
    ] {
        assert!(DatabaseUrl::parse(text).is_err(), "{text}");
    }
}

#[test]
fn an_address_stands_in_for_the_name() {
    let local = |text| DatabaseUrl::parse(text).unwrap().is_local();
    assert!(local("postgresql://u@localhost/d"));
    assert!(local("postgresql://u@localhost/d?hostaddr=127.0.0.1"));
    assert!(!local("postgresql://u@localhost/d?hostaddr=10.0.0.1"));
    assert!(!local("postgresql://u@db.example/d?hostaddr=127.0.0.1"));
    let alone = DatabaseUrl::parse("postgresql:///d?hostaddr=10.0.0.1").unwrap();
    assert_eq!(alone.host, Host::Tcp("10.0.0.1".into()));
    for text in [
        "postgresql://h/d?hostaddr=h",
        "postgresql:///d?host=/tmp&hostaddr=127.0.0.1",
        "postgresql://h/d?connect_timeout=soon",
        "postgresql://h/d?tcp_user_timeout=",
    ] {
        assert!(DatabaseUrl::parse(text).is_err(), "{text}");
    }
}

#[test]
fn several_servers_are_kept_apart() {
    let shown = |text: &str| DatabaseUrl::parse(text).map(|url| url.to_string());
    for (text, expected) in [
        ("postgresql://a,b:2/d", "postgresql://a:5432,b:2/d"),
        ("postgresql://a,[::1]/d?port=7", "postgresql://a:7,[::1]:7/d"),
        ("host=a,/tmp,c port=1,2,3 dbname=d", "postgresql:///d?host=a%2C%2Ftmp%2Cc&port=1,2,3"),
        (
            "host=a,b hostaddr=,10.0.0.1 dbname=d",
            "postgresql://a:5432,b:5432/d?hostaddr=%2C10.0.0.1",
        ),
    ] {
        let once = shown(text).unwrap();
        assert_eq!(once, expected);
        assert_eq!(shown(&once).unwrap(), once);
    }
    let url = DatabaseUrl::parse("postgresql://u:canary@a:1,b:2/d").unwrap();
    assert_eq!(url.at(1).to_string(), "postgresql://u:***@b:2/d");
    assert!(!DatabaseUrl::parse("postgresql://localhost,db.example/d").unwrap().is_local());
    for text in ["host=a,b port=1,2,3 dbname=d", "host=a,b hostaddr=10.0.0.1 dbname=d"] {
        assert!(shown(text).is_err(), "{text}");
    }
}

#[test]
fn debug_shows_no_password() {
    let url = DatabaseUrl::parse("postgresql://u:canary@h/d").unwrap();
    assert!(!format!("{url:?} {url}").contains("canary"));
}
