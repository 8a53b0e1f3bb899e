//! What holders do with their tokens, which is not much.

use bmail_sdk::{
    TOKEN_2022_ID,
    generated::reputation::instructions::{self as generated, SyncInstructionArgs},
    token::create_associated,
};
use solana_instruction::{AccountMeta, Instruction};

use super::Builder;
use crate::{
    action::Action,
    choice::Tokens,
    op::{Data, Op},
    roster::{Net, Who},
};

impl Builder<'_> {
    /// Builds an action on tokens. None for any other action.
    pub(super) fn of_tokens(&self, action: &Action) -> Option<Vec<Op>> {
        match *action {
            Action::OpenTokens { who, net, payer } => Some(vec![open(who, net, payer)]),
            Action::Sync { who, net, other_bump } => Some(vec![sync(who, net, other_bump)]),
            Action::SyncEverybody { net } => {
                let citizens = Who::all().filter(|who| self.model.standings.contains_key(&who.standing(net)));
                Some(citizens.flat_map(|who| [open(who, net, who), sync(who, net, false)]).collect())
            }
            Action::BurnTokens { who, net, amount, by } => Some(vec![self.burn(who, net, amount, by)]),
            Action::CloseTokens { who, net, by } => {
                let accounts = vec![
                    AccountMeta::new(who.tokens(net).0, false),
                    AccountMeta::new(who.address(), false),
                    AccountMeta::new_readonly(by.unwrap_or(who).address(), true),
                ];
                let instruction = Instruction { program_id: TOKEN_2022_ID, accounts, data: vec![9] };
                Some(vec![Op::new(Data::CloseTokens, instruction)])
            }
            _ => None,
        }
    }

    fn burn(&self, who: Who, net: Net, amount: Tokens, by: Option<Who>) -> Op {
        let account = who.tokens(net).0;
        let held = self.model.tokens.get(&account).map_or(0, |tokens| tokens.amount);
        let amount = match amount {
            Tokens::One => 1,
            Tokens::All => held,
            Tokens::TooMany => held + 1,
        };
        let accounts = vec![
            AccountMeta::new(account, false),
            AccountMeta::new(net.mint(), false),
            AccountMeta::new_readonly(by.unwrap_or(who).address(), true),
        ];
        let data = [&[8][..], &amount.to_le_bytes()].concat();
        Op::new(Data::BurnTokens { amount }, Instruction { program_id: TOKEN_2022_ID, accounts, data })
    }
}

fn open(who: Who, net: Net, payer: Who) -> Op {
    Op::new(Data::OpenTokens, create_associated(&payer.address(), &who.address(), &net.mint(), &TOKEN_2022_ID))
}

fn sync(who: Who, net: Net, other_bump: bool) -> Op {
    let (token_account, bump) = who.tokens(net);
    let accounts = generated::Sync {
        reputation: net.reputation(),
        standing: who.standing(net),
        mint: net.mint(),
        token_account,
        token_program: TOKEN_2022_ID,
    };
    let bump = bump - u8::from(other_bump);
    Op::new(Data::Sync { bump }, accounts.instruction(SyncInstructionArgs { bump }))
}
