//! The domains that wallets speak for: two resolvers are asked, over HTTPS (RFC 8484), and both have to agree.

use std::{collections::BTreeSet, time::Duration};

use reqwest::{
    Url,
    header::{ACCEPT, CONTENT_TYPE},
    redirect::Policy,
};
use simple_dns::{CLASS, Name, Packet, PacketFlag, QCLASS, QTYPE, Question, RCODE, TYPE, rdata::RData};
use solana_pubkey::Pubkey;

use super::transport::is_loopback;
use crate::names::domain::{Domain, RecordError, wallets};

/// Resolvers of two operators that do not depend on each other.
const RESOLVERS: [&str; 2] = ["https://cloudflare-dns.com/dns-query", "https://dns.google/dns-query"];
/// How long a resolver may take.
const TIMEOUT: Duration = Duration::from_secs(5);
/// More bytes than any answer that counts has.
const LONGEST: usize = 64 << 10;
/// The most names that lead from one to the next.
const ALIASES: usize = 8;
const MEDIA_TYPE: &str = "application/dns-message";

/// Asks which wallets speak for domains. It depends on no cluster.
///
/// Both resolvers learn which domain is asked for, and from where.
pub struct Domains {
    http: reqwest::Client,
    resolvers: [Url; 2],
}

/// Why it is not known whether a wallet speaks for a domain. Then the domain is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DomainsError {
    /// A resolver does not answer, or not in time, or with something else than an answer.
    #[error("the resolver {resolver} does not answer, so the domain is not shown: try again later, or use another one")]
    NoAnswer {
        /// The host of the resolver.
        resolver: String,
    },
    /// The two resolvers disagree. The record has just changed, or one of them is wrong.
    #[error(
        "two resolvers disagree about the domain, so it is not shown: if its record has just changed, try again later"
    )]
    Disagree,
    /// The domain's records do not count.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A resolver's URL is none, or not of HTTPS.
    #[error("a resolver is an https URL, such as https://dns.example/dns-query")]
    Resolver,
}

impl Domains {
    /// Asks these two resolvers, by their URLs. Two of the same host would be one.
    ///
    /// # Errors
    /// [`DomainsError::Resolver`] unless they are two URLs of HTTPS, or of this machine.
    pub fn with_resolvers(resolvers: [&str; 2]) -> Result<Self, DomainsError> {
        let parse = |url: &str| {
            let is_safe = url.starts_with("https://") || is_loopback(url);
            Url::parse(url).ok().filter(|_| is_safe).ok_or(DomainsError::Resolver)
        };
        let resolvers = [parse(resolvers[0])?, parse(resolvers[1])?];
        if resolvers[0].origin() == resolvers[1].origin() {
            return Err(DomainsError::Resolver);
        }
        let mut http = reqwest::Client::builder().timeout(TIMEOUT).redirect(Policy::none());
        if resolvers.iter().any(|url| is_loopback(url.as_str())) {
            http = http.no_proxy();
        }
        let http = http.build().map_err(|_| DomainsError::Resolver)?;
        Ok(Self { http, resolvers })
    }

    /// Asks two public resolvers, of Cloudflare and of Google.
    ///
    /// # Errors
    /// [`DomainsError::Resolver`] if this machine has no TLS.
    pub fn public() -> Result<Self, DomainsError> {
        Self::with_resolvers(RESOLVERS)
    }

    /// Whether a wallet speaks for a domain: both resolvers have it in a record of the domain. Only then the domain is shown.
    ///
    /// # Errors
    /// [`DomainsError`] if that cannot be known.
    pub async fn speaks_for(&self, wallet: &Pubkey, domain: &Domain) -> Result<bool, DomainsError> {
        let [one, other] = [&self.resolvers[0], &self.resolvers[1]].map(|resolver| self.ask(resolver, domain));
        let (one, other) = futures_util::future::join(one, other).await;
        match (one?.contains(wallet), other?.contains(wallet)) {
            (true, true) => Ok(true),
            (false, false) => Ok(false),
            _ => Err(DomainsError::Disagree),
        }
    }

    /// The wallets that speak for a domain, as a resolver has it.
    async fn ask(&self, resolver: &Url, domain: &Domain) -> Result<BTreeSet<Pubkey>, DomainsError> {
        let no_answer = || DomainsError::NoAnswer { resolver: resolver.host_str().unwrap_or_default().to_owned() };
        let name = domain.record();
        let query = query(&name).ok_or_else(no_answer)?;
        let answer = self.post(resolver, query).await.ok_or_else(no_answer)?;
        let texts = texts(&answer, &name).ok_or_else(no_answer)?;
        Ok(wallets(texts.iter().map(String::as_str))?)
    }

    async fn post(&self, resolver: &Url, query: Vec<u8>) -> Option<Vec<u8>> {
        let request = self.http.post(resolver.clone()).header(CONTENT_TYPE, MEDIA_TYPE).header(ACCEPT, MEDIA_TYPE);
        let mut response = request.body(query).send().await.ok()?;
        let kind = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
        if response.status() != 200 || !kind.starts_with(MEDIA_TYPE) {
            return None;
        }
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.ok()? {
            answer.extend_from_slice(&chunk);
            if answer.len() > LONGEST {
                return None;
            }
        }
        Some(answer)
    }
}

/// The question for the TXT records of a name. Its number is zero, so that answers can be cached (RFC 8484, 4.1).
fn query(name: &str) -> Option<Vec<u8>> {
    let mut packet = Packet::new_query(0);
    packet.set_flags(PacketFlag::RECURSION_DESIRED);
    packet.questions.push(Question::new(
        Name::new(name).ok()?,
        QTYPE::TYPE(TYPE::TXT),
        QCLASS::CLASS(CLASS::IN),
        false,
    ));
    packet.build_bytes_vec().ok()
}

/// The texts of a name, from an answer; none if there is no such name. `None` if this is no whole answer to the question.
fn texts(answer: &[u8], name: &str) -> Option<Vec<String>> {
    let packet = Packet::parse(answer).ok()?;
    let asked =
        |question: &Question| is_name(&question.qname, name) && matches!(question.qtype, QTYPE::TYPE(TYPE::TXT));
    let is_answer = packet.has_flags(PacketFlag::RESPONSE) && !packet.has_flags(PacketFlag::TRUNCATION);
    if !is_answer || packet.questions.len() != 1 || !packet.questions.iter().all(asked) {
        return None;
    }
    match packet.rcode() {
        RCODE::NameError => return Some(Vec::new()),
        RCODE::NoError => {}
        _ => return None,
    }
    let end = end_of_aliases(&packet, name)?;
    let of_end = packet.answers.iter().filter(|record| record.class == CLASS::IN && is_name(&record.name, &end));
    let texts = of_end.filter_map(|record| match &record.rdata {
        RData::TXT(text) => Some(text.clone()),
        _ => None,
    });
    // What is not UTF-8 is no record of ours.
    Some(texts.filter_map(|text| String::try_from(text).ok()).collect())
}

/// Where the aliases of a name lead; `None` if they lead too far, or in a circle.
fn end_of_aliases(packet: &Packet<'_>, name: &str) -> Option<String> {
    let mut name = name.to_owned();
    for _ in 0..=ALIASES {
        let alias = packet.answers.iter().find_map(|record| match &record.rdata {
            RData::CNAME(to) if record.class == CLASS::IN && is_name(&record.name, &name) => Some(to.0.to_string()),
            _ => None,
        });
        match alias {
            Some(to) => name = to,
            None => return Some(name),
        }
    }
    None
}

/// Names of the internet have no case.
fn is_name(found: &Name<'_>, name: &str) -> bool {
    found.to_string().trim_end_matches('.').eq_ignore_ascii_case(name.trim_end_matches('.'))
}

#[cfg(test)]
mod tests;
