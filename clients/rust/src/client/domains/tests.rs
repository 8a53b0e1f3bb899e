//! Real servers on this machine, that answer as resolvers do, or not.

use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
    time::Instant,
};

use simple_dns::{
    ResourceRecord,
    rdata::{CNAME, TXT},
};

use super::*;

const ADA: Pubkey = Pubkey::new_from_array([7; 32]);
const BO: Pubkey = Pubkey::new_from_array([8; 32]);
const NAME: &str = "_bmail.example.org";

fn domain() -> Domain {
    Domain::parse("example.org").unwrap()
}

/// Serves what `answer` makes of each query, as a whole HTTP response.
fn serve(answer: impl Fn(&[u8]) -> Vec<u8> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/dns-query", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut client in listener.incoming().flatten() {
            let (mut request, mut buffer) = (Vec::new(), [0; 4_096]);
            let query = loop {
                let Ok(length @ 1..) = client.read(&mut buffer) else { break Vec::new() };
                request.extend_from_slice(&buffer[..length]);
                let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
                let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
                let rest = text.split_once("content-length: ").unwrap().1;
                let whole = end + 4 + rest.split_once("\r\n").unwrap().0.parse::<usize>().unwrap();
                if request.len() >= whole {
                    assert!(text.starts_with("post /dns-query ") && text.contains("application/dns-message"), "{text}");
                    break request[end + 4..].to_vec();
                }
            };
            let _ = client.write_all(&answer(&query));
        }
    });
    url
}

fn http(status: u16, kind: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Fine\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn text(name: &'static str, parts: &[&str]) -> ResourceRecord<'static> {
    let mut text = TXT::new();
    for part in parts {
        text.add_char_string(simple_dns::CharacterString::new(part.as_bytes()).unwrap().into_owned());
    }
    ResourceRecord::new(Name::new_unchecked(name), CLASS::IN, 60, RData::TXT(text))
}

fn alias(name: &'static str, to: &'static str) -> ResourceRecord<'static> {
    let rdata = RData::CNAME(CNAME(Name::new_unchecked(to)));
    ResourceRecord::new(Name::new_unchecked(name), CLASS::IN, 60, rdata)
}

fn reply(query: &[u8], answers: Vec<ResourceRecord<'static>>, change: impl Fn(&mut Packet<'_>)) -> Vec<u8> {
    let mut packet = Packet::parse(query).unwrap().into_reply();
    packet.answers = answers;
    change(&mut packet);
    packet.build_bytes_vec().unwrap()
}

/// A resolver with these records.
fn resolver(records: impl Fn() -> Vec<ResourceRecord<'static>> + Send + 'static) -> String {
    serve(move |query| http(200, MEDIA_TYPE, &reply(query, records(), |_| ())))
}

fn names(wallet: Pubkey) -> Vec<ResourceRecord<'static>> {
    let record = format!("v=bmail1; wallet={wallet}");
    vec![text(NAME, &["v=spf1 -all"]), text(NAME, &[&record])]
}

async fn asked(resolvers: [&str; 2]) -> Result<bool, DomainsError> {
    Domains::with_resolvers(resolvers).unwrap().speaks_for(&ADA, &domain()).await
}

/// Shows letters.md: A domain is shown only if two resolvers agree that the wallet speaks for it
#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_speaks_for_a_domain_if_both_resolvers_say_so() {
    let (ada, bo) = (|| resolver(|| names(ADA)), resolver(|| names(BO)));
    let nobody = resolver(Vec::new);
    let no_such_name = serve(|query| {
        http(200, MEDIA_TYPE, &reply(query, Vec::new(), |packet| *packet.rcode_mut() = RCODE::NameError))
    });
    assert_eq!(asked([&ada(), &ada()]).await, Ok(true));
    assert_eq!(asked([&nobody, &no_such_name]).await, Ok(false));
    assert_eq!(asked([&bo, &nobody]).await, Ok(false));
    let both = resolver(|| [names(BO), names(ADA)].concat());
    assert_eq!(asked([&ada(), &both]).await, Ok(true), "each has the wallet");
}

/// Shows security.md: A resolver that lies, or does not answer
#[tokio::test(flavor = "multi_thread")]
async fn a_resolver_that_lies_or_is_down_shows_no_domain() {
    let ada = resolver(|| names(ADA));
    for liar in [resolver(Vec::new), resolver(|| names(BO))] {
        assert_eq!(asked([&ada, &liar]).await, Err(DomainsError::Disagree));
        assert_eq!(asked([&liar, &ada]).await, Err(DomainsError::Disagree));
    }
    let down = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let begun = Instant::now();
    for broken in [format!("http://{down}/dns-query"), format!("http://{}/dns-query", silent.local_addr().unwrap())] {
        let no_answer = DomainsError::NoAnswer { resolver: "127.0.0.1".to_owned() };
        assert_eq!(asked([&ada, &broken]).await, Err(no_answer.clone()));
        assert_eq!(asked([&broken, &ada]).await, Err(no_answer));
    }
    assert!((8..20).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}

/// Shows security.md: A resolver that lies, or does not answer
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_to_the_question_is_none() {
    let ada = resolver(|| names(ADA));
    let change =
        |change: fn(&mut Packet<'_>)| serve(move |query| http(200, MEDIA_TYPE, &reply(query, names(ADA), change)));
    let huge = || vec![text(NAME, &["x".repeat(250).as_str()]); 300];
    for wrong in [
        change(|packet| packet.set_flags(PacketFlag::TRUNCATION)),
        change(|packet| packet.questions.clear()),
        change(|packet| packet.questions[0].qname = Name::new_unchecked("_bmail.example.net")),
        change(|packet| *packet.rcode_mut() = RCODE::ServerFailure),
        serve(|query| http(200, MEDIA_TYPE, query)), // the question itself
        serve(|_| http(200, MEDIA_TYPE, b"nonsense")),
        serve(|query| http(200, "text/html", &reply(query, names(ADA), |_| ()))),
        serve(|query| http(500, MEDIA_TYPE, &reply(query, names(ADA), |_| ()))),
        serve(|_| b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n".to_vec()),
        resolver(huge),
        resolver(|| vec![alias(NAME, NAME)]),
    ] {
        assert!(matches!(asked([&ada, &wrong]).await, Err(DomainsError::NoAnswer { .. })), "{wrong}");
    }
    let malformed = || resolver(|| [names(ADA), vec![text(NAME, &["v=bmail1; wallet=abc"])]].concat());
    assert_eq!(asked([&malformed(), &malformed()]).await, Err(RecordError::Malformed.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn aliases_are_followed_and_texts_in_parts_put_together() {
    let record = format!("v=bmail1; wallet={ADA}");
    let (begin, end) = record.split_at(20);
    let (begin, end) = (begin.to_owned(), end.to_owned());
    let aliases = move |begin: String, end: String| {
        resolver(move || {
            let hosted = "Bmail.Host.example";
            vec![
                alias("_BMAIL.example.org", "elsewhere.example"),
                text("unrelated.example", &["v=bmail1; wallet=abc"]),
                alias("elsewhere.example", "bmail.host.example"),
                text(hosted, &[&begin, &end]),
            ]
        })
    };
    assert_eq!(asked([&aliases(begin.clone(), end.clone()), &aliases(begin, end)]).await, Ok(true));
}

#[test]
fn resolvers_are_two_and_not_in_the_clear() {
    let with = |one, other| Domains::with_resolvers([one, other]).map(drop);
    assert_eq!(with("https://a.example/dns-query", "https://b.example/dns-query"), Ok(()));
    for (one, other) in [
        ("http://a.example/dns-query", "https://b.example/dns-query"),
        ("https://a.example/dns-query", "ftp://b.example"),
        ("https://a.example/dns-query", "https://a.example/other"),
        ("nonsense", "https://b.example/dns-query"),
    ] {
        assert_eq!(with(one, other), Err(DomainsError::Resolver), "{one} {other}");
    }
    assert!(Domains::public().is_ok());
}
