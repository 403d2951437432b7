use serde::Serialize;

/// How a database is distributed by Citus.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// The other nodes, as `host:port`.
    pub nodes: Vec<String>,
    /// How many tables are distributed, and how many are on every node.
    pub distributed: usize,
    pub reference: usize,
    /// What a dump cannot express: tables, and how they are distributed.
    pub left_out: Vec<String>,
    /// The statements that distribute the tables again once they are created, in order.
    #[serde(skip)]
    pub calls: Vec<String>,
}

impl Distribution {
    /// The part of a dump between the tables and their rows: the calls, and in comments what
    /// they do not restore.
    pub fn sql(&self) -> String {
        let mut text = String::from(
            "--\n-- How Citus distributes the tables. Not included: the nodes and the shard \
             placement.\n--\n",
        );
        for node in &self.nodes {
            text.push_str(&format!("-- node: {node}\n"));
        }
        for table in &self.left_out {
            text.push_str(&format!("-- not restored: {table}\n"));
        }
        // Tables that reference each other are changed over one connection per node.
        text.push_str("\nSET citus.multi_shard_modify_mode TO 'sequential';\n");
        for call in &self.calls {
            text.push_str(&format!("{call};\n"));
        }
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_says_what_it_does_not_have() {
        let distribution = Distribution {
            nodes: vec!["w1:5432".into()],
            left_out: vec!["public.t by range".into()],
            calls: vec!["SELECT pg_catalog.create_reference_table('public.r')".into()],
            ..Distribution::default()
        };
        let lines: Vec<_> = distribution.sql().lines().skip(3).map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "-- node: w1:5432",
                "-- not brought back: public.t by range",
                "",
                "SET citus.multi_shard_modify_mode TO 'sequential';",
                "SELECT pg_catalog.create_reference_table('public.r');",
                "",
            ]
        );
    }
}
