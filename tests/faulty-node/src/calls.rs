//! The JSON-RPC calls of a request: one, or a batch.

use std::io;

use serde_json::Value;

use crate::{Fate, http};

/// One call.
pub struct Call {
    pub method: String,
    /// The call's own JSON.
    pub body: Vec<u8>,
    id: Value,
}

/// The calls of a request.
pub struct Calls {
    pub all: Vec<Call>,
    is_batch: bool,
}

impl Calls {
    pub fn parse(body: &[u8]) -> io::Result<Self> {
        Ok(match serde_json::from_slice(body)? {
            Value::Array(calls) => Self { all: calls.iter().map(Call::new).collect(), is_batch: true },
            call => Self { all: vec![Call::new(&call)], is_batch: false },
        })
    }

    /// The body of a response in which some calls are forged. The validator is asked the others.
    pub fn forged(&self, fates: &[Fate], ask: impl FnOnce(&[u8]) -> io::Result<Vec<u8>>) -> io::Result<String> {
        if !self.is_batch
            && let [Fate::Forged(text)] = fates
        {
            return Ok(forge(text, &self.all[0].id).map_or_else(|| (*text).to_owned(), |value| value.to_string()));
        }
        let is_real = |fate: &Fate| !matches!(fate, Fate::Forged(_));
        let real: Vec<_> = self.all.iter().zip(fates).filter(|(_, fate)| is_real(fate)).collect();
        let mut answers = Vec::new();
        if !real.is_empty() {
            let bodies: Vec<_> = real.iter().map(|(call, _)| String::from_utf8_lossy(&call.body)).collect();
            let response = ask(format!("[{}]", bodies.join(",")).as_bytes())?;
            answers = serde_json::from_slice::<Vec<Value>>(http::body_of(&response))?;
        }
        answers.extend(self.all.iter().zip(fates).filter_map(|(call, fate)| match fate {
            Fate::Forged(text) => forge(text, &call.id),
            _ => None,
        }));
        Ok(Value::Array(answers).to_string())
    }
}

impl Call {
    fn new(call: &Value) -> Self {
        let method = call.get("method").and_then(Value::as_str).unwrap_or_default().to_owned();
        Self { method, body: call.to_string().into_bytes(), id: call.get("id").cloned().unwrap_or_default() }
    }
}

/// A forged response with the id of its call. `None` if it is not a JSON object: then it is sent as it is.
fn forge(text: &str, id: &Value) -> Option<Value> {
    let mut forged: Value = serde_json::from_str(text).ok()?;
    forged.as_object_mut()?.insert("id".to_owned(), id.clone());
    Some(forged)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const FORGED: Fate = Fate::Forged(r#"{"jsonrpc":"2.0","id":0,"result":"forged"}"#);

    #[test]
    fn a_forged_response_has_the_id_of_its_call() {
        let calls = Calls::parse(br#"{"jsonrpc":"2.0","id":"seven","method":"getSlot"}"#).unwrap();
        let forged = calls.forged(&[FORGED], |_| panic!("nothing is asked")).unwrap();
        let forged: Value = serde_json::from_str(&forged).unwrap();
        assert_eq!(forged, serde_json::json!({"jsonrpc": "2.0", "id": "seven", "result": "forged"}));
        assert_eq!(calls.forged(&[Fate::Forged("<html>")], |_| unreachable!()).unwrap(), "<html>");
    }

    #[test]
    fn of_a_batch_only_what_is_not_forged_is_asked() {
        let calls = Calls::parse(br#"[{"id":1,"method":"getSlot"},{"id":2,"method":"getHealth"}]"#).unwrap();
        let methods: Vec<_> = calls.all.iter().map(|call| call.method.as_str()).collect();
        assert_eq!(methods, ["getSlot", "getHealth"]);
        let answer = calls.forged(&[FORGED, Fate::Arrives], |asked| {
            assert_eq!(asked, br#"[{"id":2,"method":"getHealth"}]"#);
            Ok(http::response(r#"[{"id":2,"result":"ok"}]"#))
        });
        let answer: Value = serde_json::from_str(&answer.unwrap()).unwrap();
        assert_eq!(
            answer,
            serde_json::json!([
                {"id": 2, "result": "ok"},
                {"jsonrpc": "2.0", "id": 1, "result": "forged"},
            ])
        );
    }
}
