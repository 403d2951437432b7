use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InstanceEndpoint {
    pub host: String,
    pub port: u16,
}
