use super::*;

fn understood(text: &str) -> (BTreeSet<String>, Vec<PostgresService>) {
    let variable = |name: &str| match name {
        "PORT" => Some(Some("6543".to_owned())),
        "SECRET" => Some(Some("s3cret".to_owned())),
        "UNCLEAR" => None,
        _ => Some(None),
    };
    Contents::parse(text).unwrap().understand(Path::new("/nowhere"), &variable)
}

fn only(text: &str) -> PostgresService {
    let (_, mut services) = understood(text);
    assert_eq!(services.len(), 1, "{services:?}");
    services.remove(0)
}

/// As in the public repositories.
#[test]
fn the_projects_own_file() {
    let (names, services) = understood(
        r#"
version: "3.8"
services:
  backend-flask:
    environment:
      FRONTEND_URL: "https://3000-${GITPOD_WORKSPACE_ID}.${GITPOD_WORKSPACE_CLUSTER_HOST}"
    build: ./backend-flask
    ports:
      - "4567:4567"
    volumes:
      - ./backend-flask:/backend-flask
  db:
    image: postgres:13-alpine
    restart: always
    environment:
      - POSTGRES_USER=postgres
      - POSTGRES_PASSWORD=password
    ports:
      - '5432:5432'
    volumes:
      - db:/var/lib/postgresql/data
volumes:
  db:
    driver: local
"#,
    );
    assert_eq!(names, BTreeSet::from(["backend-flask".to_owned(), "db".to_owned()]));
    let db = PostgresService {
        name: "db".to_owned(),
        user: "postgres".to_owned(),
        password: Some(Secret::new("password".to_owned())),
        database: None,
        published: Some(5432),
    };
    assert_eq!(services, [db]);
}

#[test]
fn anchors_variables_and_numbers() {
    let service = only(
        "
x-db: &db
  image: ${REGISTRY:-docker.io}/library/postgres:${VERSION:-17}@sha256:0
  environment: &settings
    POSTGRES_USER: ${OWNER:-ann}
    POSTGRES_PASSWORD: 0123
services:
  data:
    <<: *db
    container_name: data-1
    environment:
      <<: *settings
      POSTGRES_DB: shop
    ports:
      - ${PORT:-5432}:5432
",
    );
    assert_eq!((service.user.as_str(), service.database.as_deref()), ("ann", Some("shop")));
    assert_eq!(service.password.unwrap().expose(), "0123");
    assert_eq!(service.published, Some(6543));
}

#[test]
fn the_ways_to_publish_a_port() {
    for (ports, expected) in [
        ("['5433:5432']", Some(5433)),
        ("[5433:5432]", Some(5433)),
        ("['127.0.0.1:5433:5432/tcp']", Some(5433)),
        ("['[::1]:5433:5432']", Some(5433)),
        ("['10.0.0.5:5433:5432']", None),
        ("['8080:80', '5433:5432']", Some(5433)),
        ("[{target: 5432, published: 5433}]", Some(5433)),
        ("[{target: 5432, published: '${PORT}', protocol: tcp}]", Some(6543)),
        ("[{target: 5432}]", None),
        ("[5432]", None),
        ("['5432']", None),
        ("['5433-5440:5432']", None),
        ("['${UNCLEAR}:5432']", None),
        ("[]", None),
    ] {
        let text = format!("services: {{db: {{image: postgres, ports: {ports}}}}}");
        assert_eq!(only(&text).published, expected, "{ports}");
    }
}

#[test]
fn which_images_are_postgres() {
    for (service, expected) in [
        ("{image: 'postgres:13-alpine'}", true),
        ("{image: 'localhost:5000/team/postgres'}", true),
        ("{image: 'postgis/postgis:17-3.5'}", true),
        ("{image: 'pgvector/pgvector:pg17'}", true),
        ("{image: 'bitnami/postgresql:16'}", true),
        ("{image: 'prometheuscommunity/postgres-exporter'}", false),
        ("{image: 'redis:7'}", false),
        ("{build: ./db, environment: {POSTGRES_PASSWORD: x}, ports: ['5432:5432']}", true),
        ("{build: ./web, environment: {POSTGRES_PASSWORD: x}, ports: ['80:80']}", false),
        ("{build: .}", false),
        ("", false),
    ] {
        let (_, services) = understood(&format!("services:\n  db: {service}\n"));
        assert_eq!(!services.is_empty(), expected, "{service}");
    }
}

#[test]
fn what_is_not_known_is_not_guessed() {
    let environment = "{POSTGRES_PASSWORD_FILE: /run/secrets/db, POSTGRES_USER: ''}";
    let text = format!("services: {{db: {{image: postgres, environment: {environment}}}}}");
    let service = only(&text);
    assert_eq!((service.user.as_str(), service.password), ("postgres", None));
    let text = "services: {db: {image: postgres, environment: [SECRET, 'POSTGRES_PASSWORD=${UNCLEAR}', 'POSTGRES_DB=postgres']}}";
    let service = only(text);
    assert_eq!((service.password, service.database), (None, None));
    assert!(
        !format!(
            "{:?}",
            only("services: {db: {image: postgres, environment: ['POSTGRES_PASSWORD=canary']}}")
        )
        .contains("canary")
    );
}

#[test]
fn an_override_is_laid_above() {
    let base = "services: {db: {image: 'postgres:17', environment: {POSTGRES_PASSWORD: a, POSTGRES_DB: shop}}, web: {}}";
    let above = "services: {db: {environment: [POSTGRES_PASSWORD=b], ports: ['5433:5432']}, mail: {image: x}}";
    let both = Contents::parse(base).unwrap().overridden_by(Contents::parse(above).unwrap());
    let (names, services) = both.understand(Path::new("/nowhere"), &|_| Some(None));
    assert_eq!(names.len(), 3);
    let service = &services[0];
    assert_eq!(service.password.as_ref().unwrap().expose(), "b");
    assert_eq!((service.database.as_deref(), service.published), (Some("shop"), Some(5433)));
}

#[test]
fn variables_come_from_files_too() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("db.env"), "POSTGRES_USER=ann\nPOSTGRES_DB=shop\n")
        .unwrap();
    for env_file in ["db.env", "[db.env]", "[{path: db.env, required: false}]"] {
        let text = format!(
            "services: {{db: {{image: postgres, env_file: {env_file}, environment: {{POSTGRES_DB: x}}}}}}"
        );
        let contents = Contents::parse(&text).unwrap();
        let (_, services) = contents.understand(directory.path(), &|_| Some(None));
        assert_eq!(services[0].user, "ann", "{env_file}");
        assert_eq!(services[0].database.as_deref(), Some("x"), "{env_file}");
    }
}

#[test]
fn a_file_that_is_something_else_is_none() {
    for text in
        ["services: [a, b]", "services: {db: 5}", "\tx", "a: &a [*a]", "services: {db: {ports: x}}"]
    {
        assert!(Contents::parse(text).is_none(), "{text}");
    }
    for text in ["", "# nothing\n", "other: 1\n"] {
        let empty = Contents::parse(text).is_none_or(|it| it.services.is_empty());
        assert!(empty, "{text}");
    }
}
