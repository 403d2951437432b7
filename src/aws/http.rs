//! The HTTP client of everything that the SDK asks: a response that is longer than any of AWS's is
//! an error, so that what is at an endpoint cannot fill the memory.

use std::error::Error as StdError;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::{Builder, ConnectorBuilder, tls};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use http_body_util::{LengthLimitError, Limited};

use super::causes::chain;

/// The most of a response that is read. AWS's longest lists have 1000 rules or 100 instances, which
/// is about 2 MB.
pub const LONGEST_RESPONSE: usize = 16 << 20;

/// As the SDK's own, with the limit.
pub fn client(proxy: ProxyConfig) -> SharedHttpClient {
    let client = Builder::new().build_with_connector_fn(move |settings, components| {
        let tls = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::AwsLc);
        let mut connector = ConnectorBuilder::default().tls_provider(tls);
        connector.set_connector_settings(settings.cloned());
        connector.set_proxy_config(Some(proxy.clone()));
        if let Some(components) = components {
            connector.set_sleep_impl(components.sleep_impl());
        }
        connector.build()
    });
    http_client_fn(move |settings: &HttpConnectorSettings, components| {
        SharedHttpConnector::new(Bounded(client.http_connector(settings, components)))
    })
}

#[derive(Debug)]
struct Bounded(SharedHttpConnector);

impl HttpConnector for Bounded {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let response = self.0.call(request);
        HttpConnectorFuture::new(async {
            let limited = |body| SdkBody::from_body_1_x(Limited::new(body, LONGEST_RESPONSE));
            Ok(response.await?.map(limited))
        })
    }
}

/// Whether that is why a response was not read.
pub fn was_too_long(error: &(dyn StdError + 'static)) -> bool {
    chain(error).any(<dyn StdError>::is::<LengthLimitError>)
}
