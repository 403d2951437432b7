use crate::error::{Error, Result};
use crate::model::InstanceSpec;

/// What the instance is to be. The names of `aws rds create-db-instance` are understood, too.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Instance")]
pub struct ShapeArgs {
    /// Its name [default: cruddur-db-instance]
    #[arg(value_name = "INSTANCE")]
    name: Option<String>,

    #[arg(long = "db-instance-identifier", hide = true, conflicts_with = "name")]
    identifier: Option<String>,

    #[arg(long, hide = true, value_parser = ["postgres"])]
    engine: Option<String>,

    /// Begin with the bootcamp's shape; the other flags still count
    #[arg(long, value_parser = ["bootcamp"], value_name = "NAME")]
    preset: Option<String>,

    /// Its class [default: db.t4g.micro]
    #[arg(long, visible_alias = "db-instance-class")]
    class: Option<String>,

    /// The version of Postgres, best without the minor [default: 17]
    #[arg(long, value_name = "VERSION")]
    engine_version: Option<String>,

    /// The name of the master user [default: cruddurroot]
    #[arg(long, value_name = "NAME")]
    master_username: Option<String>,

    /// Its storage in GiB [default: 20]
    #[arg(
        long,
        visible_alias = "allocated-storage",
        value_name = "GIB",
        allow_negative_numbers = true
    )]
    storage: Option<i32>,

    /// gp3, gp2, io1, io2 or standard [default: gp3]
    #[arg(long, value_name = "TYPE")]
    storage_type: Option<String>,

    /// The availability zone, a region and a letter [default: AWS picks one]
    #[arg(long, value_name = "ZONE")]
    availability_zone: Option<String>,

    /// Days of backups; 0 is none [default: 7]
    #[arg(
        long,
        visible_alias = "backup-retention-period",
        value_name = "DAYS",
        allow_negative_numbers = true
    )]
    backup_retention: Option<i32>,

    /// Its port [default: 5432]
    #[arg(long)]
    port: Option<u16>,

    /// The name of the first database [default: cruddur]
    #[arg(long, value_name = "NAME")]
    db_name: Option<String>,

    /// Days that Performance Insights keeps: 7 is free
    #[arg(
        long,
        visible_alias = "performance-insights-retention-period",
        value_name = "DAYS",
        allow_negative_numbers = true
    )]
    performance_insights_retention: Option<i32>,

    #[command(flatten)]
    switches: Switches,

    /// The DB subnet group, which decides the VPC [default: the default VPC]
    #[arg(long, visible_alias = "db-subnet-group-name", value_name = "NAME")]
    subnet_group: Option<String>,

    /// A security group; may be given again [default: the VPC's own]
    #[arg(long, visible_alias = "vpc-security-group-ids", value_name = "ID", num_args = 1..)]
    security_group: Vec<String>,

    /// The DB parameter group
    #[arg(long, visible_alias = "db-parameter-group-name", value_name = "NAME")]
    parameter_group: Option<String>,

    /// The certificate authority, as rds-ca-rsa2048-g1 [default: AWS's]
    #[arg(long, visible_alias = "ca-certificate-identifier", value_name = "NAME")]
    ca: Option<String>,

    /// A tag as KEY=VALUE; may be given again
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
}

/// Each may be given alone, with =false, or as --no-... like in the original command.
#[derive(Debug, clap::Args)]
struct Switches {
    /// Keep a second instance in another zone, for twice the price
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    multi_az: Option<bool>,
    #[arg(long, hide = true, conflicts_with = "multi_az")]
    no_multi_az: bool,

    /// Give it a public address; its security group still decides who gets in
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    publicly_accessible: Option<bool>,
    #[arg(long, hide = true, conflicts_with = "publicly_accessible")]
    no_publicly_accessible: bool,

    /// Encrypt its storage, which cannot be done later [default: true]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    storage_encrypted: Option<bool>,
    #[arg(long, hide = true, conflicts_with = "storage_encrypted")]
    no_storage_encrypted: bool,

    /// Switch Performance Insights on
    #[arg(long, visible_alias = "enable-performance-insights", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    performance_insights: Option<bool>,
    #[arg(
        long,
        hide = true,
        alias = "no-enable-performance-insights",
        conflicts_with = "performance_insights"
    )]
    no_performance_insights: bool,

    /// Refuse to be deleted until this is switched off [default: true]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    deletion_protection: Option<bool>,
    #[arg(long, hide = true, conflicts_with = "deletion_protection")]
    no_deletion_protection: bool,

    /// Let IAM users log in without a password [default: true]
    #[arg(long, visible_alias = "enable-iam-database-authentication", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    iam_auth: Option<bool>,
    #[arg(
        long,
        hide = true,
        alias = "no-enable-iam-database-authentication",
        conflicts_with = "iam_auth"
    )]
    no_iam_auth: bool,

    /// Give its tags to its snapshots, too [default: true]
    #[arg(long, visible_alias = "copy-tags-to-snapshot", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    copy_tags_to_snapshots: Option<bool>,
    #[arg(
        long,
        hide = true,
        alias = "no-copy-tags-to-snapshot",
        conflicts_with = "copy_tags_to_snapshots"
    )]
    no_copy_tags_to_snapshots: bool,

    /// Pay for support of a version after its time [default: false]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    extended_support: Option<bool>,
}

impl ShapeArgs {
    /// The spec, with a managed password, and what the preset has changed.
    pub fn spec(&self, region: &str) -> Result<(InstanceSpec, Vec<String>)> {
        let (mut spec, changes) = match self.preset {
            Some(_) => InstanceSpec::bootcamp(region),
            None => (InstanceSpec::sound(), Vec::new()),
        };
        let name = self.name.as_ref().or(self.identifier.as_ref());
        // AWS keeps it in lower case.
        set(&mut spec.identifier, &name.map(|name| name.to_ascii_lowercase()));
        set(&mut spec.class, &self.class);
        set(&mut spec.engine_version, &self.engine_version);
        set(&mut spec.master_username, &self.master_username);
        set(&mut spec.storage, &self.storage);
        set(&mut spec.storage_type, &self.storage_type);
        set(&mut spec.backup_retention, &self.backup_retention);
        set(&mut spec.port, &self.port);
        set(&mut spec.db_name, &self.db_name);
        let switches = &self.switches;
        switches.apply(&mut spec);
        if switches.multi_az == Some(true) {
            // A zone of the preset's own does not stand in the way of an explicit wish.
            spec.availability_zone = None;
        }
        if let Some(zone) = &self.availability_zone {
            spec.availability_zone = Some(zone.clone());
        }
        if let Some(days) = self.performance_insights_retention {
            if spec.performance_insights.is_none() {
                return Err(Error::usage(
                    "--performance-insights-retention needs --performance-insights",
                ));
            }
            spec.performance_insights = Some(days);
        }
        spec.subnet_group.clone_from(&self.subnet_group);
        spec.parameter_group.clone_from(&self.parameter_group);
        spec.certificate_authority.clone_from(&self.ca);
        for group in &self.security_group {
            spec.security_groups.push(crate::commands::aws::checked_id(
                group,
                "sg-",
                "--security-group",
            )?);
        }
        spec.tags = self.tag.iter().map(|tag| pair(tag)).collect::<Result<_>>()?;
        Ok((spec, changes))
    }
}

impl Switches {
    fn apply(&self, spec: &mut InstanceSpec) {
        let wish = |on: Option<bool>, off: bool| if off { Some(false) } else { on };
        set(&mut spec.multi_az, &wish(self.multi_az, self.no_multi_az));
        set(
            &mut spec.publicly_accessible,
            &wish(self.publicly_accessible, self.no_publicly_accessible),
        );
        set(&mut spec.storage_encrypted, &wish(self.storage_encrypted, self.no_storage_encrypted));
        set(
            &mut spec.deletion_protection,
            &wish(self.deletion_protection, self.no_deletion_protection),
        );
        set(&mut spec.iam_auth, &wish(self.iam_auth, self.no_iam_auth));
        set(
            &mut spec.copy_tags_to_snapshots,
            &wish(self.copy_tags_to_snapshots, self.no_copy_tags_to_snapshots),
        );
        set(&mut spec.extended_support, &self.extended_support);
        match wish(self.performance_insights, self.no_performance_insights) {
            Some(true) => spec.performance_insights = spec.performance_insights.or(Some(7)),
            Some(false) => spec.performance_insights = None,
            None => {}
        }
    }
}

fn set<T: Clone>(value: &mut T, wish: &Option<T>) {
    if let Some(wish) = wish {
        value.clone_from(wish);
    }
}

fn pair(tag: &str) -> Result<(String, String)> {
    let (key, value) =
        tag.split_once('=').ok_or_else(|| Error::usage(format!("--tag is {tag:?}: KEY=VALUE")))?;
    Ok((key.to_owned(), value.to_owned()))
}
