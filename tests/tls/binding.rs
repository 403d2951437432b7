//! Logins that are bound to the encryption under them, and ways to log in that are demanded.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use super::sandbox;
use crate::common::{Encrypted, self_signed};

const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// Somebody in between, who decrypts and encrypts again. The port.
fn in_between() -> u16 {
    let encrypted = Encrypted::shared();
    let (port, authority) = (encrypted.server.port(), encrypted.authority.pem());
    let own = self_signed(&[Encrypted::HOST]);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let own_port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut roots = rustls::RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(authority.as_bytes()).unwrap()).unwrap();
        let client = rustls::ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let server = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from_pem_slice(own.chain.as_bytes()).unwrap()],
                PrivateKeyDer::from_pem_slice(own.key.as_bytes()).unwrap(),
            )
            .unwrap();
        let (client, server) =
            (TlsConnector::from(Arc::new(client)), TlsAcceptor::from(Arc::new(server)));
        listener.set_nonblocking(true).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener).unwrap();
            while let Ok((near, _)) = listener.accept().await {
                let carried = carry(near, port, client.clone(), server.clone());
                tokio::spawn(async move { carried.await.ok() });
            }
        });
    });
    own_port
}

async fn carry(
    mut near: TcpStream,
    port: u16,
    client: TlsConnector,
    server: TlsAcceptor,
) -> std::io::Result<()> {
    near.read_exact(&mut [0; 8]).await?;
    near.write_all(b"S").await?;
    let mut near = server.accept(near).await?;
    let mut far = TcpStream::connect(("127.0.0.1", port)).await?;
    far.write_all(&SSL_REQUEST).await?;
    far.read_u8().await?;
    let mut far = client.connect(ServerName::try_from(Encrypted::HOST).unwrap(), far).await?;
    copy_bidirectional(&mut near, &mut far).await.map(|_| ())
}

#[test]
fn a_bound_login_notices_who_is_in_between() {
    let encrypted = Encrypted::shared();
    let mut sandbox = sandbox("tls_only", "sslmode=require&channel_binding=require");
    sandbox.write("one.sql", "select 1;\n");
    let load = ["schema-load", "one.sql", "--confirm", "postgres", "--dry-run"];
    // One login is the driver's, the other our client's.
    sandbox.run(["sessions"]).succeeded();
    sandbox.run(load).succeeded();

    let port = format!(":{}/", in_between());
    let through = |more: &str| {
        encrypted.url("tls_only", more).replace(&format!(":{}/", encrypted.server.port()), &port)
    };
    sandbox.set("CONNECTION_URL", through("sslmode=require&channel_binding=disable"));
    sandbox.run(["sessions"]).succeeded();
    for binding in ["require", "prefer"] {
        let url = through(&format!("sslmode=require&channel_binding={binding}"));
        sandbox.set("CONNECTION_URL", url);
        for command in [&["sessions"][..], &load] {
            let run = sandbox.run(command.iter().copied()).ended_with(3);
            assert!(run.stderr.contains("channel binding check failed"), "{run:?}");
        }
    }
}

#[test]
fn what_cannot_be_bound_is_refused() {
    let mut sandbox = sandbox("clear_only", "sslmode=disable&channel_binding=require");
    let run = sandbox.run(["sessions"]).ended_with(3);
    let words = "channel_binding=require cannot be fulfilled: the connection is not encrypted";
    assert!(run.stderr.contains(words), "{run:?}");

    // A mode that leaves it open is no reason to do without.
    let encrypted = Encrypted::shared();
    for mode in ["allow", "prefer"] {
        let more = format!("sslmode={mode}&channel_binding=require");
        sandbox.set("CONNECTION_URL", encrypted.url("postgres", &more));
        sandbox.run(["sessions"]).succeeded();
    }
    let clear = crate::common::Postgres::shared().url("postgres") + "?channel_binding=require";
    sandbox.set("CONNECTION_URL", clear);
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(
        run.stderr.contains("offers no TLS, but channel_binding=require requires it"),
        "{run:?}"
    );
}

#[test]
fn only_the_ways_to_log_in_that_are_demanded_will_do() {
    let encrypted = Encrypted::shared();
    let mut sandbox = sandbox("tls_only", "");
    sandbox.write("one.sql", "select 1;\n");
    for (methods, fits) in [
        ("scram-sha-256", true),
        ("password,scram-sha-256", true),
        ("!password,!md5,!none", true),
        ("md5", false),
        ("!scram-sha-256", false),
        ("none", false),
    ] {
        let url = encrypted.url("tls_only", &format!("require_auth={methods}"));
        sandbox.set("CONNECTION_URL", url);
        let load = ["schema-load", "one.sql", "--confirm", "postgres", "--dry-run"];
        for command in [&["sessions"][..], &load] {
            let run = sandbox.run(command.iter().copied());
            assert_eq!(run.status, Some(if fits { 0 } else { 3 }), "{methods}: {run:?}");
            let words = "the server requests scram-sha-256, but require_auth=";
            assert_eq!(run.stderr.contains(words), !fits, "{methods}: {run:?}");
        }
    }
}
