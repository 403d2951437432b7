use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A program that is a Lambda function, run under a Runtime API of our own. It ends with the
/// value.
pub struct Function {
    child: Child,
    events: Sender<String>,
    answers: Receiver<Answer>,
    log: Arc<Mutex<Vec<String>>>,
}

/// What the function answered: the event, or `{errorType, errorMessage}`.
type Answer = Result<Value, Value>;

impl Function {
    /// Starts a program with these variables and nothing else but what Lambda sets.
    pub fn start(program: &Path, variables: &[(&str, &str)]) -> Self {
        Self::spawn(Command::new(program).env_clear().envs(variables.iter().copied()))
    }

    /// The same for a command that is ready but for Lambda's variables.
    pub fn spawn(command: &mut Command) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (events, waiting) = channel();
        let (answered, answers) = channel();
        std::thread::spawn(move || runtime_api(&listener, &waiting, &answered));
        let mut child = command
            .env("AWS_LAMBDA_RUNTIME_API", address)
            .env("AWS_LAMBDA_FUNCTION_NAME", "post-confirmation")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::<Mutex<Vec<String>>>::default();
        let (lines, stderr) = (Arc::clone(&log), child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                lines.lock().unwrap().push(line);
            }
        });
        Self { child, events, answers, log }
    }

    /// Calls the function and waits for its answer.
    #[track_caller]
    pub fn invoke(&self, event: &Value) -> Answer {
        self.call(event);
        self.answer()
    }

    /// Calls the function without waiting for its answer.
    pub fn call(&self, event: &Value) {
        self.events.send(event.to_string()).unwrap();
    }

    /// The answer to a call.
    #[track_caller]
    pub fn answer(&self) -> Answer {
        let answer = self.answers.recv_timeout(Duration::from_secs(30));
        answer.unwrap_or_else(|_| panic!("no answer; it said {:?}", self.log.lock().unwrap()))
    }

    /// What it has logged, once there are this many lines.
    #[track_caller]
    pub fn log(&self, lines: usize) -> Vec<Value> {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let log = self.log.lock().unwrap().clone();
            if log.len() >= lines {
                let parsed = log.iter().map(|line| serde_json::from_str(line));
                return parsed.collect::<Result<_, _>>().unwrap_or_else(|_| panic!("{log:?}"));
            }
            assert!(Instant::now() < deadline, "{log:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Source: AWS Lambda Developer Guide, "Using the Lambda runtime API".
fn runtime_api(listener: &TcpListener, events: &Receiver<String>, answers: &Sender<Answer>) {
    let mut number = 0;
    for stream in listener.incoming().flatten() {
        let mut open = VecDeque::from([stream]);
        while let Some(stream) = open.pop_front() {
            let Some((line, body)) = request(&stream) else { continue };
            let reply = if line.contains("/invocation/next") {
                // The test is over when there is nobody left who could send an event.
                let Ok(event) = events.recv() else { return };
                number += 1;
                format!(
                    "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: call-{number}\r\n\
                     Lambda-Runtime-Deadline-Ms: 9999999999999\r\n\
                     Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:x:1:function:f\r\n\
                     Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{event}",
                    event.len()
                )
            } else {
                let value = serde_json::from_str(&body).unwrap_or(Value::String(body));
                let answer = if line.contains("/response ") { Ok(value) } else { Err(value) };
                if answers.send(answer).is_err() {
                    return;
                }
                "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".to_owned()
            };
            // A function that went away has no use for it.
            if (&stream).write_all(reply.as_bytes()).is_ok() {
                open.push_back(stream);
            }
        }
    }
}

fn request(stream: &TcpStream) -> Option<(String, String)> {
    let mut reader = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first).ok().filter(|count| *count > 0)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|count| *count > 0)?;
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((first, String::from_utf8(body).ok()?))
}
