//! Logging in. The startup message has user, database and client encoding, and nothing
//! that a pooler may refuse; `options` only if the URL has them.

use std::future::poll_fn;
use std::io;
use std::time::Instant;

use fallible_iterator::FallibleIterator;
use postgres_protocol::authentication::md5_hash;
use postgres_protocol::authentication::sasl::{
    ChannelBinding, SCRAM_SHA_256, SCRAM_SHA_256_PLUS, ScramSha256,
};
use postgres_protocol::message::backend::{AuthenticationSaslBody, Message};
use postgres_protocol::message::frontend;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::message::{Status, garbage};
use super::{Canceller, Client, Fault, LONGEST};
use crate::error::Error;
use crate::model::{self, AuthMethod, Secret, Target};
use crate::postgres::Literal;
use crate::postgres::failure::Failure;
use crate::postgres::server_message::ServerMessage;
use crate::postgres::sqlstate;
use crate::postgres::tls;
use crate::postgres::transport::{self, Encryption, Transport};

/// Who logs in, and where to.
#[derive(Clone, Copy)]
pub struct Who<'a> {
    pub target: &'a Target,
    pub application: &'a str,
    pub password: Option<&'a Secret>,
}

/// Logs in; settings of the URL apply even if a pooler drops them at login. Errors: those
/// of [`transport::open`] and the server's.
pub async fn log_in(who: Who<'_>, encryption: Encryption) -> Result<Client, Failure> {
    let (options, settings) = (&who.target.url.config.options, &who.target.url.config.settings);
    if settings.is_empty() {
        return attempt(who, encryption, None).await;
    }
    let mut client = match attempt(who, encryption, Some(options)).await {
        Err(Failure::Server(error)) if refuses_options(&error) => {
            attempt(who, encryption, None).await?
        }
        other => other?,
    };
    // Check what took effect: a pooler may have dropped a setting silently.
    for (name, value) in settings {
        let (name_text, value_text) = (Literal(name), Literal(value));
        // Settings of extensions that are not loaded are not in pg_settings.
        let question = format!(
            "SELECT coalesce((SELECT source = 'client' FROM pg_catalog.pg_settings \
                              WHERE pg_catalog.lower(name) = pg_catalog.lower({name_text})), \
                             pg_catalog.current_setting({name_text}, true) = {value_text})"
        );
        if client.ask(&question).await?.as_deref() != Some("t") {
            client.unasked.push((name.clone(), value.clone()));
        }
    }
    Ok(client)
}

/// Whether a pooler refuses the `options` parameter.
fn refuses_options(error: &ServerMessage) -> bool {
    error.code == sqlstate::PROTOCOL_VIOLATION && error.message.contains("options")
}

/// One login, with these `options`. TLS failures are distinguished from others.
pub async fn attempt(
    who: Who<'_>,
    encryption: Encryption,
    options: Option<&str>,
) -> Result<Client, Failure> {
    try_login(who, encryption, options).await.map_err(|failure| match failure {
        Failure::Driver(sqlx::Error::Io(error)) => match tls::explain(&error, who.target, None) {
            Some(error) => Failure::Final(error),
            None => error.into(),
        },
        other => other,
    })
}

async fn try_login(
    who: Who<'_>,
    encryption: Encryption,
    options: Option<&str>,
) -> Result<Client, Failure> {
    let Transport { stream, certificate, peer } = transport::open(who.target, encryption).await?;
    let mut target = who.target.clone();
    if let Some(peer) = peer {
        // A name may resolve to several servers; keep the one we are connected to.
        target.url.address = Some(peer.ip().to_string());
    }
    let mut client = Client::new(stream, Canceller { target, encryption, key: None });
    let url = &who.target.url;
    let mut parameters = vec![
        ("user", who.target.user.as_str()),
        ("database", url.database.as_str()),
        ("application_name", url.config.application_name.as_deref().unwrap_or(who.application)),
        ("client_encoding", "UTF8"),
    ];
    parameters.extend(options.map(|options| ("options", options)));
    client.put(|buffer| frontend::startup_message(parameters, buffer))?;
    authenticate(&mut client, who, certificate.as_deref()).await?;
    finish(&mut client).await?;
    client.longest = LONGEST;
    Ok(client)
}

async fn authenticate(
    client: &mut Client,
    who: Who<'_>,
    certificate: Option<&[u8]>,
) -> Result<(), Failure> {
    // The server refuses an empty password just as a wrong one.
    let password = who.password.map_or("", |password| password.expose()).as_bytes();
    let config = &who.target.url.config;
    let needs_binding = config.channel_binding == model::ChannelBinding::Require;
    let (mut asked, mut bound) = (false, false);
    loop {
        let message = receive(client).await?;
        if let Some(method) = method(&message, asked) {
            config.require_auth.check(method)?;
        }
        let binds = matches!(message, Message::AuthenticationSasl(_)) || bound;
        if needs_binding && !binds {
            return Err(unbound(
                "the server requests an authentication method without channel binding",
            )
            .into());
        }
        asked = true;
        match message {
            Message::AuthenticationOk => return Ok(()),
            Message::AuthenticationCleartextPassword => {
                client.put(|buffer| frontend::password_message(password, buffer))?;
            }
            Message::AuthenticationMd5Password(body) => {
                let hash = md5_hash(who.target.user.as_bytes(), password, body.salt());
                client.put(|buffer| frontend::password_message(hash.as_bytes(), buffer))?;
            }
            Message::AuthenticationSasl(body) => {
                let allowed = config.channel_binding != model::ChannelBinding::Disable;
                let certificate = certificate.filter(|_| allowed);
                bound = scram(client, &body, password, certificate, needs_binding).await?;
            }
            Message::AuthenticationGss | Message::AuthenticationSspi => {
                return Err(Error::login(
                    "the server requests GSSAPI authentication, which is not supported",
                )
                .with_hint("ask its administrator to allow scram-sha-256 in pg_hba.conf")
                .into());
            }
            _ => return Err(garbage("an unexpected message during authentication").into()),
        }
    }
}

/// Source: RFC 5802, and PostgreSQL documentation, "SASL Authentication".
async fn scram(
    client: &mut Client,
    body: &AuthenticationSaslBody,
    password: &[u8],
    certificate: Option<&[u8]>,
    needs_binding: bool,
) -> Result<bool, Failure> {
    let mut offered = Vec::new();
    let mut mechanisms = body.mechanisms();
    while let Some(mechanism) = mechanisms.next().map_err(garbage)? {
        offered.push(mechanism);
    }
    let bound = certificate.and_then(fingerprint);
    let bound_by_hash = bound.is_some();
    let (mechanism, binding) = match bound {
        Some(hash) if offered.contains(&SCRAM_SHA_256_PLUS) => {
            (SCRAM_SHA_256_PLUS, ChannelBinding::tls_server_end_point(hash))
        }
        Some(_) => (SCRAM_SHA_256, ChannelBinding::unrequested()),
        None => (SCRAM_SHA_256, ChannelBinding::unsupported()),
    };
    if !offered.contains(&mechanism) {
        return Err(Error::login(
            "the server requests an authentication method that is not supported",
        )
        .into());
    }
    if needs_binding && mechanism != SCRAM_SHA_256_PLUS {
        return Err(unbound(match (certificate, bound_by_hash) {
            (None, _) => "the connection is not encrypted",
            (Some(_), false) => "the signature of the server's certificate does not support it",
            (Some(_), true) => "the server does not offer it",
        })
        .into());
    }
    // A server that does not prove that it knows the password is not trusted.
    let refused = |error: io::Error| {
        Failure::from(Error::login("the server does not know the password").because(error))
    };
    let mut scram = ScramSha256::new(password, binding);
    client.put(|buffer| frontend::sasl_initial_response(mechanism, scram.message(), buffer))?;
    let Message::AuthenticationSaslContinue(body) = receive(client).await? else {
        return Err(garbage("an unexpected message during authentication").into());
    };
    scram.update(body.data()).map_err(refused)?;
    client.put(|buffer| frontend::sasl_response(scram.message(), buffer))?;
    let Message::AuthenticationSaslFinal(body) = receive(client).await? else {
        return Err(garbage("an unexpected message during authentication").into());
    };
    scram.finish(body.data()).map_err(refused)?;
    Ok(mechanism == SCRAM_SHA_256_PLUS)
}

/// The method that the server requests; `None` for later messages of the same exchange.
fn method(message: &Message, asked: bool) -> Option<AuthMethod> {
    Some(match message {
        Message::AuthenticationOk if !asked => AuthMethod::None,
        Message::AuthenticationCleartextPassword => AuthMethod::Password,
        Message::AuthenticationMd5Password(_) => AuthMethod::Md5,
        Message::AuthenticationSasl(_) => AuthMethod::ScramSha256,
        Message::AuthenticationGss => AuthMethod::Gss,
        Message::AuthenticationSspi => AuthMethod::Sspi,
        _ => return None,
    })
}

fn unbound(why: &str) -> Error {
    Error::login(format!("channel_binding=require cannot be fulfilled: {why}")).with_hint(
        "it needs TLS and scram-sha-256 authentication; someone may be intercepting the connection",
    )
}

/// The certificate hash that binds the login to the encrypted connection. `None` if the
/// certificate's signature does not determine the hash. Source: RFC 5929, section 4.1.
fn fingerprint(certificate: &[u8]) -> Option<Vec<u8>> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    Some(match parsed.signature_algorithm.algorithm.to_id_string().as_str() {
        // With MD5, SHA-1 and SHA-256.
        "1.2.840.113549.1.1.4"
        | "1.2.840.113549.1.1.5"
        | "1.2.840.113549.1.1.11"
        | "1.2.840.10045.4.1"
        | "1.2.840.10045.4.3.2" => Sha256::digest(certificate).to_vec(),
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Sha384::digest(certificate).to_vec(),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Sha512::digest(certificate).to_vec(),
        _ => return None,
    })
}

/// The messages after authentication, up to the first ReadyForQuery.
async fn finish(client: &mut Client) -> Result<(), Failure> {
    loop {
        match receive(client).await? {
            Message::BackendKeyData(body) => {
                client.canceller.key = Some((body.process_id(), body.secret_key()));
            }
            Message::ParameterStatus(body) => {
                client.reply(Message::ParameterStatus(body))?;
            }
            Message::ReadyForQuery(body) => {
                client.status = Status::read(body.status())?;
                return Ok(());
            }
            _ => return Err(garbage("an unexpected message during authentication").into()),
        }
    }
}

/// The next message, unless it is an error.
async fn receive(client: &mut Client) -> Result<Message, Failure> {
    let mut waiting_since = None;
    loop {
        match client.message()? {
            Some(Message::ErrorResponse(body)) => {
                let error = ServerMessage::read(body.fields()).map_err(garbage)?;
                return Err(Failure::Server(error.into()));
            }
            Some(Message::NoticeResponse(_)) => {}
            Some(message) => {
                client.note_wait(waiting_since);
                return Ok(message);
            }
            None => {
                waiting_since.get_or_insert_with(Instant::now);
                poll_fn(|cx| client.poll_move(cx)).await?;
            }
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Server(error) => Self::Server(error),
            Fault::Lost(error) => error.into(),
        }
    }
}
