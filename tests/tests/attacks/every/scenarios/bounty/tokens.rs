//! What differs for bounties and treasuries in tokens.

use bmail_sdk::{PROGRAMS, accounts::Opinion};
use bmail_testing::{BountyError::*, Harness, InstructionError};

use super::{Scenario, claiming, funding, governing, paying_vault, token_program, withdrawing, work::*};
use crate::every::{
    ANY, GONE, IN_USE, Kind, Ready, Role, SEEDS, Wanted, address, any_here, free, ignored, local, never, signed,
    stored, system_program,
};

/// What SPL Token and Token-2022 return for the same bytes in an account of another program.
const SPL_COPY: InstructionError = InstructionError::ExternalAccountDataModified;
const TOKEN_2022_COPY: InstructionError = InstructionError::IncorrectProgramId;

pub const SCENARIOS: &[Scenario] = &[
    || {
        let mut harness = Harness::with_treasury();
        let money = harness.spl_token();
        let (harness, bounty) = draft_without_vault(harness, &money);
        Ready::new("create_vault", harness, |harness| harness.create_vault(&issuer(), bounty, &money))
            .wants([signed("issuer", NotIssuer), local("bounty", Kind::Bounty, SEEDS, SEEDS)])
            .wants([address("mint", OtherMint), address("vault", SEEDS), token_program(), system_program()])
            .again(VaultExists)
    },
    || {
        let (harness, bounty) = draft_in(Harness::spl_token);
        Ready::new("close_vault", harness, |harness| harness.close_vault(&issuer(), bounty))
            .wants(closing(Wanted::Anything))
            .again(WrongVault)
    },
    || {
        let (mut harness, bounty) = draft_in(Harness::spl_token);
        let money = harness.money_of(bounty);
        let given = money.transfer(&ada().address(), &PROGRAMS.vault(&bounty).0, HALF);
        harness.execute(&[given]).succeeded("giving to a vault");
        harness.open_account_of(&issuer().address(), &money);
        Ready::new("close_vault with a gift", harness, |harness| harness.close_vault(&issuer(), bounty))
            .wants(closing(Wanted::Account(SPL_COPY.into())))
            .again(WrongVault)
    },
    || {
        let mut harness = Harness::with_treasury();
        let (founder, money) = (harness.founder(), harness.spl_token());
        Ready::new("create_token_treasury", harness, |harness| harness.create_token_treasury(&founder, &money))
            .wants([signed("authority", NotAuthority), any_here("network", Kind::Network, SEEDS)])
            .wants([address("mint", SEEDS), free("treasury"), token_program(), system_program()])
            .again(IN_USE)
            .number("limit", ANY)
            .number("period", never(InvalidAllowance))
    },
    || {
        let (harness, bounty) = draft_in(Harness::spl_token);
        Ready::new("fund in tokens", harness, |harness| harness.fund(&ada(), bounty, HALF))
            .wants(funding(WrongAddress, NotNew, vault_and(["destination", "token_program"].map(ignored))))
            .again(Underfunded)
    },
    || {
        let (mut harness, bounty) = draft_in(Harness::spl_token);
        harness.fund(&ada(), bounty, HALF).run();
        harness.allocate(bounty, HALF / 2).run();
        let money = vault_and([("destination", Wanted::Account(SPL_COPY.into())), token_program()]);
        Ready::new("fund in tokens with too much", harness, |harness| harness.fund(&ada(), bounty, HALF))
            .wants(funding(WrongContributor, InstructionError::IllegalOwner, money))
            .again(Underfunded)
    },
    || {
        let (harness, bounty) = draft_in(Harness::spl_token);
        Ready::new("allocate in tokens", harness, |harness| harness.allocate(bounty, HALF))
            .wants(governing())
            .wants(treasury_and_bounty())
            .wants([("vault", Wanted::Moved), ("source", Wanted::Account(SPL_COPY.into())), token_program()])
            .again_adds()
    },
    || {
        let (harness, bounty) = funded(draft_in(Harness::token_2022));
        let founder = harness.founder();
        Ready::new("return_allocation of a draft in tokens", harness, |harness| {
            harness.return_allocation(bounty).by(&founder)
        })
        .wants(returning(Wanted::Account(TOKEN_2022_COPY.into())))
        .again_changes_nothing()
    },
    || {
        let (harness, bounty) = settled(open(draft_in(Harness::spl_token)), Opinion::Accept);
        Ready::new("return_allocation in tokens", harness, |harness| harness.return_allocation(bounty))
            .wants(returning(Wanted::Address(WrongTokenAccount.into())))
            .again_changes_nothing()
            .early(WrongPhase)
    },
    || {
        let (harness, bounty) = settled(open(draft_in(Harness::spl_token)), Opinion::Accept);
        Ready::new("claim in tokens", harness, |harness| harness.claim(&bo(), bounty))
            .wants(claiming_tokens())
            .again(AlreadyPaid)
            .early(WrongPhase)
    },
    || {
        let (harness, bounty) = settled(open(draft_in(Harness::token_2022)), Opinion::Accept);
        Ready::new("claim in tokens of Token-2022", harness, |harness| harness.claim(&bo(), bounty))
            .wants(claiming_tokens())
            .again(AlreadyPaid)
            .early(WrongPhase)
    },
    || {
        let (harness, bounty) = settled(open(draft_in(Harness::spl_token)), Opinion::Accept);
        Ready::new("claim in tokens by the winner", harness, |harness| harness.claim(&bo(), bounty).by_winner(&bo()))
            .wants(claiming_to(Wanted::Account(SPL_COPY.into())))
            .again(AlreadyPaid)
            .early(WrongPhase)
    },
    || {
        let (harness, bounty) = settled(open(draft_in(Harness::spl_token)), Opinion::Accept);
        Ready::new("withdraw_contribution in tokens", harness, |harness| {
            harness.withdraw_contribution(&ada(), bounty).by_anybody()
        })
        .wants(withdrawing())
        .wants([paying_vault(), address("destination", WrongTokenAccount), token_program()])
        .again(GONE)
        .early(WrongPhase)
    },
];

fn vault_and([destination, token_program]: [Role; 2]) -> [Role; 3] {
    [address("vault", WrongVault), destination, token_program]
}

fn closing(destination: Wanted) -> [Role; 5] {
    let bounty = stored("bounty", Kind::Bounty, NotIssuer);
    let vault = address("vault", WrongVault);
    [signed("issuer", NotIssuer), bounty, vault, ("destination", destination), token_program()]
}

fn treasury_and_bounty() -> [Role; 2] {
    let treasury = local("treasury", Kind::Treasury, OtherMint, OtherNetwork);
    [treasury, local("bounty", Kind::Bounty, OtherMint, OtherNetwork)]
}

fn returning(destination: Wanted) -> Vec<Role> {
    let network = any_here("network", Kind::Network, OtherNetwork);
    let money = [paying_vault(), ("destination", destination), token_program()];
    let authority = signed("authority", NotAuthority);
    [network].into_iter().chain(treasury_and_bounty()).chain(money).chain([authority]).collect()
}

fn claiming_tokens() -> Vec<Role> {
    claiming_to(Wanted::Address(WrongTokenAccount.into()))
}

fn claiming_to(payee: Wanted) -> Vec<Role> {
    // A contribution in tokens is not counted.
    let contribution = ignored("contribution");
    let money = [paying_vault(), token_program(), signed("submitter", WrongSubmitter)];
    claiming(("payee", payee), contribution, money)
}
