//! The parameters of a connection string besides hosts and user, parsed once.
//! Unsupported values are refused here, with the reason, before connecting.

use std::path::PathBuf;
use std::time::Duration;

use super::parameters::Parameters;
use super::server_options::settings;
use super::{RequireAuth, Secret, SslMode};
use crate::error::{Error, Result};

/// The parameters of a connection, as types. The default is that of an empty string.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConnectionConfig {
    /// `application_name`, else `fallback_application_name`.
    pub application_name: Option<String>,
    /// None for `auto` as well.
    pub client_encoding: Option<String>,
    /// The timeout of one attempt; zero means no timeout in libpq, and the default here.
    pub connect_timeout: Option<Duration>,
    /// `options` as sent to the server, and the settings in it.
    pub options: String,
    pub settings: Vec<(String, String)>,
    pub session_attrs: SessionAttrs,
    /// Servers, and the addresses of each, are tried in random order.
    pub balances: bool,
    pub keepalive: Keepalive,
    /// Milliseconds; `None` for the system's default.
    pub tcp_user_timeout: Option<u32>,
    pub channel_binding: ChannelBinding,
    pub require_auth: RequireAuth,
    /// The operating system user that must own the server at a socket.
    pub require_peer: Option<String>,
    pub passfile: Option<PathBuf>,
    pub tls: TlsParameters,
}

/// The keepalive settings of a connection; `None` means our default, zero the system's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Keepalive {
    pub off: bool,
    pub idle: Option<u32>,
    pub interval: Option<u32>,
    pub count: Option<u32>,
}

/// The TLS parameters, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TlsParameters {
    pub mode: Option<SslMode>,
    pub root_certificate: Option<String>,
    pub certificate: Option<PathBuf>,
    pub key: Option<PathBuf>,
    /// `sslpassword`, which decrypts the key.
    pub key_password: Option<Secret>,
    pub certificate_mode: CertificateMode,
    /// `sslcrl` and `sslcrldir`.
    pub revoked: Vec<PathBuf>,
    /// Direct TLS negotiation, since Postgres 17.
    pub direct: bool,
    /// The host name is not sent before encryption (no SNI).
    pub hides_name: bool,
    /// The versions allowed by `ssl_min_protocol_version` and `ssl_max_protocol_version`.
    pub without_1_2: bool,
    pub without_1_3: bool,
}

/// Whether the client certificate is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CertificateMode {
    Disable,
    /// To a server that requests it.
    #[default]
    Allow,
    /// The server must request it.
    Require,
}

const CERTIFICATE_MODE: [(CertificateMode, &str); 3] = [
    (CertificateMode::Disable, "disable"),
    (CertificateMode::Allow, "allow"),
    (CertificateMode::Require, "require"),
];

/// `target_session_attrs`: the acceptable kind of server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SessionAttrs {
    #[default]
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}

impl SessionAttrs {
    pub const WORDS: [(Self, &str); 6] = [
        (Self::Any, "any"),
        (Self::ReadWrite, "read-write"),
        (Self::ReadOnly, "read-only"),
        (Self::Primary, "primary"),
        (Self::Standby, "standby"),
        (Self::PreferStandby, "prefer-standby"),
    ];
}

impl std::fmt::Display for SessionAttrs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = Self::WORDS.iter().find(|(attrs, _)| attrs == self);
        f.write_str(word.map_or("", |(_, text)| text))
    }
}

/// Whether the login is bound to the TLS connection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ChannelBinding {
    Disable,
    #[default]
    Prefer,
    Require,
}

const CHANNEL_BINDING: [(ChannelBinding, &str); 3] = [
    (ChannelBinding::Disable, "disable"),
    (ChannelBinding::Prefer, "prefer"),
    (ChannelBinding::Require, "require"),
];

/// A parameter of which some values are refused, and why.
type Refusal = (&'static str, &'static [&'static str], &'static str, &'static str);

/// The accepted values, why others are refused, and what to do instead.
const REFUSED: [Refusal; 2] = [
    (
        "gssencmode",
        &["disable", "prefer"],
        "GSSAPI is not spoken here",
        "encrypt by TLS: sslmode=verify-full",
    ),
    (
        "replication",
        &["false", "off", "no", "0"],
        "SQL files cannot be loaded in such a session",
        "leave it out",
    ),
];

impl ConnectionConfig {
    /// Errors (usage): a value unknown to libpq; an unsupported one.
    pub fn read(parameters: &Parameters) -> Result<Self> {
        let text = |key: &str| text(parameters, key);
        let number = |key: &str| -> Option<u32> {
            // libpq treats negative values as zero.
            let number: i64 = parameters.get(key)?.trim().parse().unwrap_or(0);
            Some(number.clamp(0, i64::from(u32::MAX)) as u32)
        };
        one_of(parameters, "gssencmode", &["disable", "prefer", "require"])?;
        one_of(parameters, "sslnegotiation", &["postgres", "direct"])?;
        one_of(parameters, "sslsni", &["0", "1"])?;
        one_of(parameters, "load_balance_hosts", &["disable", "random"])?;
        let channel_binding = word(parameters, "channel_binding", &CHANNEL_BINDING)?;
        let certificate_mode = word(parameters, "sslcertmode", &CERTIFICATE_MODE)?;
        let session_attrs = word(parameters, "target_session_attrs", &SessionAttrs::WORDS)?;
        refuse(parameters)?;
        let options = text("options").unwrap_or_default();
        Ok(Self {
            application_name: text("application_name").or(text("fallback_application_name")),
            client_encoding: text("client_encoding").filter(|name| name != "auto"),
            connect_timeout: number("connect_timeout")
                .filter(|seconds| *seconds > 0)
                .map(|seconds| Duration::from_secs(seconds.into())),
            settings: settings(&options)?,
            options,
            session_attrs: session_attrs.unwrap_or_default(),
            balances: is(parameters, "load_balance_hosts", "random"),
            keepalive: Keepalive {
                off: number("keepalives") == Some(0),
                idle: number("keepalives_idle"),
                interval: number("keepalives_interval"),
                count: number("keepalives_count"),
            },
            tcp_user_timeout: number("tcp_user_timeout").filter(|time| *time > 0),
            channel_binding: channel_binding.unwrap_or_default(),
            require_auth: text("require_auth").map_or(Ok(Default::default()), RequireAuth::read)?,
            require_peer: text("requirepeer"),
            passfile: text("passfile").map(PathBuf::from),
            tls: tls(parameters, certificate_mode.unwrap_or_default())?,
        })
    }
}

fn text(parameters: &Parameters, key: &str) -> Option<String> {
    parameters.get(key).filter(|text| !text.is_empty()).cloned()
}

fn is(parameters: &Parameters, key: &str, value: &str) -> bool {
    parameters.get(key).is_some_and(|it| it == value)
}

fn tls(parameters: &Parameters, certificate_mode: CertificateMode) -> Result<TlsParameters> {
    let path = |key: &str| text(parameters, key).map(PathBuf::from);
    let (least, most) = tls_versions(parameters)?;
    Ok(TlsParameters {
        mode: parameters.get("sslmode").map(|word| word.parse()).transpose()?,
        root_certificate: text(parameters, "sslrootcert"),
        certificate: path("sslcert").filter(|_| certificate_mode != CertificateMode::Disable),
        key: path("sslkey"),
        key_password: text(parameters, "sslpassword").map(Secret::new),
        certificate_mode,
        revoked: ["sslcrl", "sslcrldir"].into_iter().filter_map(path).collect(),
        direct: is(parameters, "sslnegotiation", "direct"),
        hides_name: is(parameters, "sslsni", "0"),
        without_1_2: least == "tlsv1.3",
        without_1_3: most == "tlsv1.2",
    })
}

/// The minimum and maximum TLS version, in lower case; empty if not set.
///
/// Errors (usage): a version unknown to libpq; an empty range; only unsupported old versions.
fn tls_versions(parameters: &Parameters) -> Result<(String, String)> {
    const KNOWN: [&str; 4] = ["tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3"];
    let version = |key: &str| -> Result<(usize, String)> {
        let text = parameters.get(key).map_or("", String::as_str);
        let word = text.to_ascii_lowercase();
        match KNOWN.iter().position(|known| *known == word) {
            Some(place) => Ok((place, word)),
            None if text.is_empty() && key.contains("max") => Ok((KNOWN.len() - 1, word)),
            None if text.is_empty() => Ok((0, word)),
            None => Err(Error::usage(format!("{key}={text} is not a value that libpq accepts"))
                .with_hint("one of TLSv1, TLSv1.1, TLSv1.2, TLSv1.3")),
        }
    };
    let (least, most) =
        (version("ssl_min_protocol_version")?, version("ssl_max_protocol_version")?);
    if most.0 < 2 {
        return Err(Error::usage(
            "ssl_max_protocol_version cannot be applied: TLS 1.2 is the minimum",
        )
        .with_hint("older versions are insecure; remove it"));
    }
    if least.0 > most.0 {
        return Err(Error::usage("no TLS version is between the minimum and the maximum"));
    }
    Ok((least.1, most.1))
}

fn one_of(parameters: &Parameters, key: &str, known: &[&str]) -> Result<()> {
    let words: Vec<((), &str)> = known.iter().map(|text| ((), *text)).collect();
    word(parameters, key, &words).map(|_| ())
}

fn word<T: Copy>(parameters: &Parameters, key: &str, known: &[(T, &str)]) -> Result<Option<T>> {
    let Some(text) = parameters.get(key) else { return Ok(None) };
    let found = known.iter().find(|(_, word)| word == text);
    found.map(|(value, _)| Some(*value)).ok_or_else(|| {
        let known: Vec<&str> = known.iter().map(|(_, word)| *word).collect();
        Error::usage(format!("{key}={text} is not a value that libpq accepts"))
            .with_hint(format!("one of {}", known.join(", ")))
    })
}

fn refuse(parameters: &Parameters) -> Result<()> {
    for (key, harmless, why, hint) in REFUSED {
        let Some(value) = parameters.get(key) else { continue };
        if !harmless.contains(&value.as_str()) {
            return Err(
                Error::usage(format!("{key}={value} cannot be applied: {why}")).with_hint(hint)
            );
        }
    }
    Ok(())
}
