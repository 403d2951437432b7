use std::fmt;

use serde::{Serialize, Serializer};

use super::control_characters::printable_line;
use super::rows::question;
use crate::approval::{Confirmable, Confirmation};
use crate::model::{Activity, Author, Message, Target, Ttl};

/// What `activity create` would do.
#[derive(Debug)]
pub struct ActivityPlan {
    pub target: Target,
    pub author: Author,
    pub message: Message,
    pub ttl: Ttl,
}

impl Confirmable for ActivityPlan {
    fn question(&self) -> Confirmation {
        question(&self.target, "an activity would be added")
    }
}

impl fmt::Display for ActivityPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { author, ttl, .. } = self;
        write!(f, "an activity of the user with {author} would be added, for {ttl}")
    }
}

impl Serialize for ActivityPlan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let (handle, cognito_user_id) = match &self.author {
            Author::Handle(handle) => (Some(handle), None),
            Author::CognitoUserId(id) => (None, Some(id)),
        };
        let mut object = serializer.serialize_struct("ActivityPlan", 5)?;
        object.serialize_field("target", &self.target)?;
        object.serialize_field("handle", &handle)?;
        object.serialize_field("cognito_user_id", &cognito_user_id)?;
        object.serialize_field("message", self.message.as_str())?;
        object.serialize_field("ttl", &self.ttl.to_string())?;
        object.end()
    }
}

/// The activities of the home page; in JSON the back end's array.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Activities(pub Vec<Activity>);

impl fmt::Display for Activities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("no activities");
        }
        for (index, activity) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            people(activity, f)?;
        }
        Ok(())
    }
}

/// One activity, or none; in JSON the back end's object, which is `{}` for none.
#[derive(Debug)]
pub struct ActivityShown(pub Option<Activity>);

impl Serialize for ActivityShown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        match &self.0 {
            Some(activity) => activity.serialize(serializer),
            None => serializer.serialize_map(Some(0))?.end(),
        }
    }
}

impl fmt::Display for ActivityShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(activity) => people(activity, f),
            None => f.write_str("no such activity"),
        }
    }
}

/// The author and time, the message, and the rest.
fn people(activity: &Activity, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (&activity.display_name, &activity.handle) {
        (Some(name), _) => f.write_str(&printable_line(name))?,
        (None, Some(_)) => f.write_str("a user without a name")?,
        (None, None) => f.write_str("a deleted user")?,
    }
    if let Some(handle) = &activity.handle {
        write!(f, " @{}", printable_line(handle))?;
    }
    if let Some(time) = &activity.created_at {
        write!(f, "  {}", minute(time))?;
    }
    for line in activity.message.iter().flat_map(|message| message.lines()) {
        write!(f, "\n  {}", printable_line(line))?;
    }
    write!(f, "\n  {}", activity.uuid.as_deref().unwrap_or("no UUID"))?;
    let counts = [
        (activity.replies_count, "replies"),
        (activity.reposts_count, "reposts"),
        (activity.likes_count, "likes"),
    ];
    for (count, noun) in counts {
        if let Some(count) = count.filter(|count| *count != 0) {
            write!(f, ", {count} {noun}")?;
        }
    }
    if let Some(answered) = &activity.reply_to_activity_uuid {
        let answered = answered.as_str().map_or_else(|| answered.to_string(), str::to_owned);
        write!(f, ", answers {answered}")?;
    }
    match &activity.expires_at {
        Some(time) => write!(f, ", until {}", minute(time)),
        None => Ok(()),
    }
}

/// `2026-11-24 04:05` of `2026-11-24T04:05:06.789+00:00`, in the session's time zone.
fn minute(time: &str) -> String {
    time.get(..16).unwrap_or(time).replace('T', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_an_empty_object() {
        assert_eq!(serde_json::to_string(&ActivityShown(None)).unwrap(), "{}");
        assert_eq!(serde_json::to_string(&Activities(Vec::new())).unwrap(), "[]");
    }
}
