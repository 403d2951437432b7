//! This machine's public address.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};

use super::endpoint::is_encrypted_or_local;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::PublicIp;

/// The longest IPv6 address has 39 characters; a longer response is invalid.
const LONGEST_ANSWER: usize = 64;

const TIMEOUT: Duration = Duration::from_secs(5);

/// Two services of different operators: Amazon and Cloudflare.
const V4: [&str; 2] = ["https://checkip.amazonaws.com", "https://ipv4.icanhazip.com"];

/// Cloudflare and ipify; Amazon's has no IPv6.
const V6: [&str; 2] = ["https://ipv6.icanhazip.com", "https://api6.ipify.org"];

/// How to query the address.
#[derive(Debug, Clone)]
pub struct AddressServices {
    urls: [Url; 2],
    ipv6: bool,
    proxy: bool,
}

impl AddressServices {
    /// `instead` names two other services, separated by a comma: over https, or on this machine.
    /// `proxy` uses `HTTPS_PROXY`, which is usually not the route to the database.
    pub fn new(ipv6: bool, proxy: bool, instead: Option<&str>) -> Result<Self> {
        let texts: Vec<&str> = match instead {
            Some(list) => list.split(',').map(str::trim).collect(),
            None if ipv6 => V6.to_vec(),
            None => V4.to_vec(),
        };
        let urls: Vec<Url> = texts.iter().filter_map(|text| Url::parse(text).ok()).collect();
        match <[Url; 2]>::try_from(urls) {
            Ok([one, other])
                if (one.host(), one.port_or_known_default())
                    == (other.host(), other.port_or_known_default()) =>
            {
                Err(Error::usage(format!(
                    "the address services must be two: {} cannot confirm itself",
                    name(&one)
                )))
            }
            Ok(urls) if urls.iter().all(is_encrypted_or_local) => Ok(Self { urls, ipv6, proxy }),
            _ => Err(Error::usage("the address services must be two https URLs")
                .with_hint("plain http is accepted only on this machine")),
        }
    }

    /// Queries both concurrently; they must agree.
    ///
    /// Errors: unreachable if one does not return an address, failed if they differ. What
    /// the other returned is named, so that it can be passed by hand.
    pub async fn ask(&self) -> Result<PublicIp> {
        let [first, second] = &self.urls;
        let (one, other) = tokio::join!(self.ask_one(first), self.ask_one(second));
        let with = |ip: PublicIp| hint::again(&format!("--ip {ip}"));
        let by_hand = |ip: PublicIp| format!("if {ip} is right: {}", with(ip));
        match (one, other) {
            (Ok(one), Ok(other)) if one == other => Ok(one),
            (Ok(one), Ok(other)) => Err(Error::failed(format!(
                "two services see different addresses: {} says {one}, {} says {other}",
                name(first),
                name(second)
            ))
            .with_hint(format!(
                "connections leave by more than one route; choose: {} or {}",
                with(one),
                with(other)
            ))),
            (Ok(ip), Err(error)) => {
                let said = format!("{} says {ip}, but it must be confirmed", name(first));
                Err(error.with_detail(said).with_hint(by_hand(ip)))
            }
            (Err(error), Ok(ip)) => {
                let said = format!("{} says {ip}, but it must be confirmed", name(second));
                Err(error.with_detail(said).with_hint(by_hand(ip)))
            }
            (Err(one), Err(other)) => {
                Err(one.with_detail(other.message()).with_hint(match self.ipv6 {
                    true => "pass the address with --ip",
                    false => "pass the address with --ip; a machine with IPv6 alone needs --ipv6",
                }))
            }
        }
    }

    async fn ask_one(&self, url: &Url) -> Result<PublicIp> {
        let service = name(url);
        let failed = |why: String| Error::unreachable(format!("{service} {why}"));
        let answer = tokio::time::timeout(TIMEOUT, self.get(url))
            .await
            .unwrap_or_else(|_| Err("did not answer in time".to_owned()))
            .map_err(failed)?;
        let ip: PublicIp = answer
            .parse()
            .map_err(|error: Error| failed(format!("gave no address: {}", error.message())))?;
        if ip.is_ipv6() != self.ipv6 {
            let hint = if self.ipv6 { "remove --ipv6" } else { "--ipv6 selects that kind" };
            let kind = if self.ipv6 { "IPv4" } else { "IPv6" };
            return Err(failed(format!("gave an {kind} address, {ip}")).with_hint(hint));
        }
        Ok(ip)
    }

    /// The response body, or why there is none.
    async fn get(&self, url: &Url) -> Result<String, String> {
        let mut client = Client::builder()
            .redirect(Policy::none())
            .timeout(TIMEOUT)
            .https_only(url.scheme() == "https");
        if !self.proxy {
            client = client.no_proxy();
        }
        let client = client.build().map_err(|_| "cannot be asked: no TLS".to_owned())?;
        let request = client.get(url.clone()).header("accept", "text/plain");
        let mut response = request.send().await.map_err(|error| {
            if error.is_timeout() { "did not answer in time" } else { "cannot be reached" }
                .to_owned()
        })?;
        match response.status() {
            StatusCode::OK => {}
            status if status.is_redirection() => {
                return Err(format!("redirects ({status}), which is not followed"));
            }
            status => return Err(format!("answered {status}")),
        }
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|_| "stopped in the middle of its response".to_owned())?
        {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST_ANSWER {
                return Err("gave no address: its answer is too long".to_owned());
            }
        }
        String::from_utf8(body).map_err(|_| "gave no address: it is not text".to_owned())
    }
}

fn name(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or(host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_services_must_be_two_and_private_to_listen_to() {
        for good in ["https://a.example,https://b.example/ip", "http://127.0.0.1:1, http://[::1]:2"]
        {
            assert!(AddressServices::new(false, false, Some(good)).is_ok(), "{good}");
        }
        for bad in [
            "https://a.example",
            "https://a.example,http://b.example",
            "https://a.example,https://b.example,https://c.example",
            "https://a.example,",
            "a.example,b.example",
            "https://a.example,https://a.example",
            "https://a.example/one,https://A.example:443/two",
            "",
        ] {
            assert!(AddressServices::new(false, false, Some(bad)).is_err(), "{bad}");
        }
    }
}
