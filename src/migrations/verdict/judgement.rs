use crate::model::StatementVerdict;

/// A verdict, and the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    pub verdict: StatementVerdict,
    /// As in `every row is checked`; empty for what is safe.
    pub why: &'static str,
}

pub const SAFE: Judgement = Judgement { verdict: StatementVerdict::Safe, why: "" };

pub fn loses(why: &'static str) -> Judgement {
    Judgement { verdict: StatementVerdict::LosesData, why }
}

pub fn rewrites(why: &'static str) -> Judgement {
    Judgement { verdict: StatementVerdict::Rewrites, why }
}

pub fn locks(why: &'static str) -> Judgement {
    Judgement { verdict: StatementVerdict::LocksLong, why }
}

pub fn unknown(why: &'static str) -> Judgement {
    Judgement { verdict: StatementVerdict::Unknown, why }
}
