//! The rules of security groups. One call per method, for one group or rule.

use aws_config::SdkConfig;
use aws_sdk_ec2::Client;
use aws_sdk_ec2::config::Builder;
use aws_sdk_ec2::error::ProvideErrorMetadata;
use aws_sdk_ec2::types::{
    Filter, IpPermission, IpRange, Ipv6Range, ResourceType, SecurityGroupRule,
    SecurityGroupRuleRequest, SecurityGroupRuleUpdate, Tag, TagSpecification,
};

use super::errors::{Service, code};
use super::pages;
use super::throttling::Throttling;
use super::whole::WholeXml;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Cidr, Description, Ends, Lease, Rule, RuleTags, Source};

pub(super) const DESCRIBE: &str = "ec2:DescribeSecurityGroupRules";

/// The specification of our rule. It opens one port to one address.
#[derive(Debug, Clone)]
pub struct WantedRule {
    pub cidr: Cidr,
    pub port: u16,
    pub description: Description,
}

/// The result of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<T> {
    Done(T),
    /// Another rule of the group allows the same already.
    Duplicate,
    /// The group has the maximum number of rules.
    Full,
}

pub struct Ec2 {
    pub(super) client: Client,
    pub(super) service: Service,
}

impl Ec2 {
    pub(super) fn new(config: &SdkConfig, service: Service, throttling: Throttling) -> Self {
        let config = Builder::from(config).interceptor(WholeXml).interceptor(throttling).build();
        Self { client: Client::from_conf(config), service }
    }

    pub fn region(&self) -> &str {
        self.service.region()
    }

    pub async fn rule(&self, id: &str) -> Result<Option<Rule>> {
        let asked = self.client.describe_security_group_rules().security_group_rule_ids(id);
        match asked.send().await {
            Ok(reply) => {
                let mut rules = reply.security_group_rules().iter().filter_map(rule);
                Ok(rules.find(|rule| rule.id == id))
            }
            Err(error) if is_gone(error.code()) => Ok(None),
            Err(error) => Err(self.service.explain(DESCRIBE, error)),
        }
    }

    /// All rules of a group, inbound and outbound; also empty for a group that does not exist.
    pub async fn rules(&self, group: &str) -> Result<Vec<Rule>> {
        let filter = Filter::builder().name("group-id").values(group).build();
        pages::all(&format!("rules of {group}"), pages::HUNDREDS, async |token| {
            let asked = self.client.describe_security_group_rules().filters(filter.clone());
            let page = asked.set_next_token(token).send().await;
            let page = page.map_err(|error| self.service.explain(DESCRIBE, error))?;
            // An emulator may not know the filter.
            let rules = page.security_group_rules().iter().filter_map(rule);
            Ok((rules.filter(|rule| rule.group == group).collect(), page.next_token))
        })
        .await
    }

    /// Errors: among others, there is no such group.
    pub async fn check_group(&self, group: &str) -> Result<()> {
        let asked = self.client.describe_security_groups().group_ids(group);
        let sent = asked.send().await;
        sent.map_err(|error| self.service.explain("ec2:DescribeSecurityGroups", error)).map(drop)
    }

    /// Adds a rule with our tags and returns its id.
    pub async fn add(
        &self,
        group: &str,
        wanted: &WantedRule,
        tags: &RuleTags,
    ) -> Result<Outcome<String>> {
        let tags = TagSpecification::builder()
            .resource_type(ResourceType::SecurityGroupRule)
            .set_tags(Some(sdk_tags(tags)))
            .build();
        let asked = self
            .client
            .authorize_security_group_ingress()
            .group_id(group)
            .ip_permissions(permission(wanted))
            .tag_specifications(tags);
        match asked.send().await {
            Ok(reply) => {
                took(reply.r#return(), "add", "the rule")?;
                let mut ids = reply.security_group_rules().iter();
                let id = ids.find_map(|rule| rule.security_group_rule_id());
                let id = id.ok_or_else(|| {
                    Error::failed("AWS added the rule, but did not tell its id")
                        .with_hint(format!("check that it exists: {}", hint::command("sg-list")))
                })?;
                Ok(Outcome::Done(id.to_owned()))
            }
            Err(error) => match error.code() {
                Some(code::DUPLICATE_RULE) => Ok(Outcome::Duplicate),
                Some(code::TOO_MANY_RULES) => Ok(Outcome::Full),
                _ => Err(self.service.explain("ec2:AuthorizeSecurityGroupIngress", error)),
            },
        }
    }

    /// Replaces a whole rule, in one call: AWS cannot change a part, and a field that
    /// is omitted is an error or undefined.
    pub async fn modify(&self, group: &str, id: &str, wanted: &WantedRule) -> Result<Outcome<()>> {
        let port = i32::from(wanted.port);
        let mut fields = SecurityGroupRuleRequest::builder()
            .ip_protocol("tcp")
            .from_port(port)
            .to_port(port)
            .description(wanted.description.as_str());
        fields = match wanted.cidr.is_ipv6() {
            false => fields.cidr_ipv4(wanted.cidr.to_string()),
            true => fields.cidr_ipv6(wanted.cidr.to_string()),
        };
        let update = SecurityGroupRuleUpdate::builder()
            .security_group_rule_id(id)
            .security_group_rule(fields.build())
            .build();
        let asked =
            self.client.modify_security_group_rules().group_id(group).security_group_rules(update);
        match asked.send().await {
            Ok(reply) => took(reply.r#return(), "change", id).map(Outcome::Done),
            Err(error) if error.code() == Some(code::DUPLICATE_RULE) => Ok(Outcome::Duplicate),
            Err(error) => Err(self.service.explain("ec2:ModifySecurityGroupRules", error)),
        }
    }

    /// Sets our tags on an existing rule.
    pub async fn tag(&self, id: &str, tags: &RuleTags) -> Result<()> {
        let asked = self.client.create_tags().resources(id).set_tags(Some(sdk_tags(tags)));
        asked.send().await.map_err(|error| self.service.explain("ec2:CreateTags", error))?;
        Ok(())
    }

    /// Marks a rule as used by a run.
    pub async fn add_lease(&self, id: &str, lease: &Lease) -> Result<()> {
        let tag = sdk_tag(lease.key(), lease.value());
        let asked = self.client.create_tags().resources(id).tags(tag);
        asked.send().await.map_err(|error| self.service.explain("ec2:CreateTags", error)).map(drop)
    }

    /// Takes leases off a rule, whatever their ends.
    pub async fn remove_leases(&self, id: &str, leases: &[Lease]) -> Result<()> {
        let tags = leases.iter().map(|lease| Tag::builder().key(lease.key()).build());
        let asked = self.client.delete_tags().resources(id).set_tags(Some(tags.collect()));
        asked.send().await.map_err(|error| self.service.explain("ec2:DeleteTags", error)).map(drop)
    }

    /// Removes an inbound rule. Returns whether it still existed.
    pub async fn revoke(&self, group: &str, id: &str) -> Result<bool> {
        let asked =
            self.client.revoke_security_group_ingress().group_id(group).security_group_rule_ids(id);
        match asked.send().await {
            Ok(reply) => took(reply.r#return(), "revoke", id).map(|()| true),
            Err(error) if is_gone(error.code()) => Ok(false),
            Err(error) => Err(self.service.explain("ec2:RevokeSecurityGroupIngress", error)),
        }
    }
}

/// EC2 answers most refusals by an error, and can answer `false` without one. Source: Amazon EC2
/// API Reference, "return" of the calls on security groups.
fn took(answer: Option<bool>, verb: &str, rule: &str) -> Result<()> {
    match answer {
        Some(false) => Err(Error::failed(format!("AWS did not {verb} {rule}, and gave no reason"))
            .with_hint(format!("{} shows the rules as they are", hint::command("sg-list")))),
        _ => Ok(()),
    }
}

fn is_gone(code: Option<&str>) -> bool {
    code.is_some_and(|code| code::NO_SUCH_RULE.contains(&code))
}

fn permission(wanted: &WantedRule) -> IpPermission {
    let port = i32::from(wanted.port);
    let permission = IpPermission::builder().ip_protocol("tcp").from_port(port).to_port(port);
    let (cidr, description) = (wanted.cidr.to_string(), wanted.description.as_str());
    match wanted.cidr.is_ipv6() {
        false => {
            permission.ip_ranges(IpRange::builder().cidr_ip(cidr).description(description).build())
        }
        true => permission
            .ipv6_ranges(Ipv6Range::builder().cidr_ipv6(cidr).description(description).build()),
    }
    .build()
}

fn sdk_tags(tags: &RuleTags) -> Vec<Tag> {
    tags.pairs().into_iter().map(|(key, value)| sdk_tag(key, value)).collect()
}

fn sdk_tag(key: String, value: String) -> Tag {
    Tag::builder().key(key).value(value).build()
}

/// A described rule; `None` if it lacks an ID or a source, which AWS never omits.
pub(super) fn rule(described: &SecurityGroupRule) -> Option<Rule> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let group = described.referenced_group_info().and_then(|info| info.group_id());
    let block = described.cidr_ipv4().or(described.cidr_ipv6());
    let source = block
        .and_then(|text| text.parse().ok().map(Source::Block))
        .or_else(|| owned(described.prefix_list_id()).map(Source::PrefixList))
        .or_else(|| owned(group).map(Source::Group))?;
    let tag = |key| described.tags().iter().find(|tag| tag.key() == Some(key))?.value();
    Some(Rule {
        id: owned(described.security_group_rule_id())?,
        group: owned(described.group_id())?,
        ingress: !described.is_egress().unwrap_or(false),
        protocol: match described.ip_protocol()? {
            "6" => "tcp".to_owned(),
            protocol => protocol.to_owned(),
        },
        ports: (described.from_port().unwrap_or(-1), described.to_port().unwrap_or(-1)),
        source,
        description: owned(described.description()).filter(|text| !text.is_empty()),
        owner: tag(RuleTags::OWNER).and_then(|text| text.parse().ok()),
        machine: tag(RuleTags::MACHINE).and_then(|text| text.parse().ok()),
        since: tag(RuleTags::SINCE).and_then(|text| text.parse().ok()),
        ends: tag(RuleTags::UNTIL).and_then(|text| text.parse().ok()).unwrap_or(Ends::Never),
        leases: described
            .tags()
            .iter()
            .filter_map(|tag| Lease::of_tag(tag.key()?, tag.value()?))
            .collect(),
    })
}
