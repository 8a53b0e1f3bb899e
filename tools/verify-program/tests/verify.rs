//! Each test builds a program from bytes and breaks it in one way.

use solana_sbpf::{ebpf, program::SBPFVersion};
use verify_program::{Fault, verify};

const CODE_AT: u64 = 1 << 32;
const EXECUTABLE: u32 = 1;
const WRITABLE: u32 = 2;

/// An ELF file with one section of code, whose entry point is its first instruction.
struct Program {
    version: u32,
    entry: u64,
    code: Vec<[u8; 8]>,
    further_section: Option<u32>,
}

impl Program {
    /// Returns zero.
    fn sound() -> Self {
        let code = vec![instruction(ebpf::MOV64_IMM, 0, 0, 0), instruction(ebpf::EXIT, 0, 0, 0)];
        Self { version: 3, entry: CODE_AT, code, further_section: None }
    }

    fn beginning_with(instructions: &[[u8; 8]]) -> Self {
        let mut program = Self::sound();
        program.code.splice(0..0, instructions.iter().copied());
        program
    }

    fn bytes(&self) -> Vec<u8> {
        let sections: Vec<u32> = [EXECUTABLE].into_iter().chain(self.further_section).collect();
        let code_offset = (64 + 56 * sections.len()) as u64;
        let code_size = (8 * self.code.len()) as u64;

        let mut elf = vec![0x7f, b'E', b'L', b'F', 2, 1, 1];
        elf.resize(16, 0);
        elf.extend(3u16.to_le_bytes()); // shared object
        elf.extend(247u16.to_le_bytes()); // for BPF
        elf.extend(1u32.to_le_bytes());
        elf.extend(self.entry.to_le_bytes());
        elf.extend(64u64.to_le_bytes()); // program headers' offset
        elf.extend(0u64.to_le_bytes()); // no section headers
        elf.extend(self.version.to_le_bytes());
        for size_or_count in [64, 56, sections.len() as u16, 64, 0, 0] {
            elf.extend(size_or_count.to_le_bytes());
        }
        for flags in sections {
            elf.extend(1u32.to_le_bytes()); // to be loaded
            elf.extend(flags.to_le_bytes());
            for number in [code_offset, CODE_AT, CODE_AT, code_size, code_size, 0] {
                elf.extend(number.to_le_bytes());
            }
        }
        elf.extend(self.code.concat());
        elf
    }
}

fn instruction(operation: u8, destination: u8, source: u8, immediate: i32) -> [u8; 8] {
    let [a, b, c, d] = immediate.to_le_bytes();
    [operation, source << 4 | destination, 0, 0, a, b, c, d]
}

fn syscall(name: &str) -> [u8; 8] {
    instruction(ebpf::CALL_IMM, 0, 0, ebpf::hash_symbol_name(name.as_bytes()) as i32)
}

/// Takes the address of a local `depth` bytes below the upper end of the frame.
fn address_of_local(depth: i32) -> [[u8; 8]; 2] {
    [instruction(ebpf::MOV64_REG, 1, 10, 0), instruction(ebpf::ADD64_IMM, 1, 0, -depth)]
}

#[test]
fn a_sound_program_verifies() {
    assert_eq!(verify(&Program::sound().bytes()).unwrap(), SBPFVersion::V3);
}

#[test]
fn a_program_that_is_cut_off_anywhere_is_refused() {
    let program = Program::sound().bytes();
    for length in 0..program.len() {
        assert!(verify(&program[..length]).is_err(), "cut to {length} bytes");
    }
}

#[test]
fn a_file_that_is_not_elf_is_refused() {
    assert!(matches!(verify(b"hello"), Err(Fault::NotElf)));
    let mut program = Program::sound().bytes();
    program[0] = b'x';
    assert!(matches!(verify(&program), Err(Fault::Load(_))));
}

#[test]
fn an_unknown_instruction_is_refused() {
    let program = Program::beginning_with(&[instruction(0xff, 0, 0, 0)]);
    assert!(matches!(verify(&program.bytes()), Err(Fault::Verify(_))));
}

#[test]
fn an_older_sbpf_version_is_refused() {
    let program = Program { version: 0, ..Program::sound() };
    assert!(matches!(verify(&program.bytes()), Err(Fault::Version(SBPFVersion::V0))));
}

#[test]
fn an_entry_point_outside_the_code_is_refused() {
    let program = Program { entry: CODE_AT + 16, ..Program::sound() };
    assert!(matches!(verify(&program.bytes()), Err(Fault::Load(_))));
}

#[test]
fn a_writable_section_is_refused() {
    let program = Program { further_section: Some(WRITABLE), ..Program::sound() };
    assert!(matches!(verify(&program.bytes()), Err(Fault::Writable)));
}

#[test]
fn a_call_needs_a_target() {
    assert!(verify(&Program::beginning_with(&[syscall("sol_log_")]).bytes()).is_ok());
    let missing_syscall = Program::beginning_with(&[syscall("sol_no_such_thing")]);
    assert!(matches!(verify(&missing_syscall.bytes()), Err(Fault::Call(0))));

    let call = |distance| Program::beginning_with(&[instruction(ebpf::CALL_IMM, 0, 1, distance)]).bytes();
    assert!(verify(&call(0)).is_ok());
    assert!(matches!(verify(&call(2)), Err(Fault::Call(0))));
    assert!(matches!(verify(&call(-2)), Err(Fault::Call(0))));
}

#[test]
fn locals_must_not_overlap_stack_arguments() {
    assert!(verify(&Program::beginning_with(&address_of_local(4024)).bytes()).is_ok());
    let too_deep = Program::beginning_with(&address_of_local(4032));
    assert!(matches!(verify(&too_deep.bytes()), Err(Fault::Frame(1))));
}
