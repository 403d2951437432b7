//! The event by which `trigger-deploy --test` tries the function out. Its trigger source is none of
//! Cognito's, and only who may invoke the function can send it; older programs ignore it.

use serde_json::{Value, json};

const SOURCE: &str = "CruddurDb_Test";
const SIGN_UP: &str = "PostConfirmation_ConfirmSignUp";
const DONE: &str = "/response/cruddurDbTest";

/// An event about a user whose ID, handle and e-mail address contain this text.
pub fn trial_event(region: &str, pool: &str, text: &str) -> Value {
    let name = format!("cruddur-db-test-{text}");
    json!({
        "version": "1",
        "triggerSource": SOURCE,
        "region": region,
        "userPoolId": pool,
        "userName": name,
        "callerContext": { "awsSdkVersion": "none", "clientId": "none" },
        "request": { "userAttributes": {
            "sub": name,
            "preferred_username": name,
            "email": format!("{name}@example.invalid"),
            "name": "Test of cruddur-db",
        } },
        "response": {},
    })
}

/// The sign-up that an event of this kind stands for.
pub fn sign_up_of_trial(event: &Value) -> Option<Value> {
    (event["triggerSource"] == SOURCE).then(|| {
        let mut event = event.clone();
        event["triggerSource"] = SIGN_UP.into();
        event
    })
}

/// The function's answer after it has added the user and rolled that back.
pub fn answer_to_trial(mut event: Value) -> Value {
    event["response"] = json!({ "cruddurDbTest": "rolled back" });
    event
}

/// Whether that was the function's answer.
pub fn is_answer_to_trial(answer: &Value) -> bool {
    answer.pointer(DONE).is_some_and(|done| done == "rolled back")
}
