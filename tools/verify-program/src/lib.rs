//! Checks that a built program loads and verifies like in the runtime, and checks what the runtime does not.

use std::{ptr::NonNull, sync::Arc};

use solana_sbpf::{
    aligned_memory::AlignedMemory,
    ebpf,
    elf::{ElfError, Executable, get_sbpf_version},
    elf_parser::{Elf64, consts::PF_W, types::Elf64Phdr},
    error::EbpfError,
    memory_region::MemoryMapping,
    program::{BuiltinProgram, SBPFVersion},
    verifier::RequisiteVerifier,
    vm::{Config, ContextObject, EncryptedHostAddressToEbpfVm},
};

/// A fault of a program.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("it is not an ELF file, or it is cut off: build it again")]
    NotElf,
    #[error("it is built for SBPF {0:?}: build it for V3, which runs on mainnet-beta")]
    Version(SBPFVersion),
    #[error("it has a writable section: make every `static mut` and every static with interior mutability a constant")]
    Writable,
    #[error("the runtime cannot load it: {0}")]
    Load(#[from] ElfError),
    #[error("the runtime's verifier refuses it: {0}")]
    Verify(#[from] EbpfError),
    #[error("instruction {0} calls neither a function of the program nor a syscall of `SYSCALLS`: add what is missing")]
    Call(usize),
    #[error(
        "instruction {0} uses memory where the caller puts a function's sixth and later arguments: \
         make the function's locals smaller, or box them"
    )]
    Frame(usize),
}

/// The syscalls of mainnet-beta that programs use. Add those that our programs need in the future.
const SYSCALLS: [&str; 30] = [
    "abort",
    "sol_create_program_address",
    "sol_curve_validate_point",
    "sol_get_clock_sysvar",
    "sol_get_epoch_rewards_sysvar",
    "sol_get_epoch_schedule_sysvar",
    "sol_get_last_restart_slot",
    "sol_get_processed_sibling_instruction",
    "sol_get_rent_sysvar",
    "sol_get_return_data",
    "sol_get_stack_height",
    "sol_get_sysvar",
    "sol_invoke_signed_c",
    "sol_invoke_signed_rust",
    "sol_keccak256",
    "sol_log_",
    "sol_log_64_",
    "sol_log_compute_units_",
    "sol_log_data",
    "sol_log_pubkey",
    "sol_memcmp_",
    "sol_memcpy_",
    "sol_memmove_",
    "sol_memset_",
    "sol_panic_",
    "sol_remaining_compute_units",
    "sol_secp256k1_recover",
    "sol_set_return_data",
    "sol_sha256",
    "sol_try_find_program_address",
];

/// A stack frame, in bytes.
const FRAME: i64 = 4096;

/// The lowest bytes of a frame are reserved for up to eight arguments after the fifth. They begin eight bytes above the
/// frame's end.
const STACK_ARGUMENTS: i64 = 8 + 8 * 8;

/// Loads and verifies a program like a deployment does, and returns its SBPF version.
///
/// The loader also checks that the entry point is within the code.
pub fn verify(program: &[u8]) -> Result<SBPFVersion, Fault> {
    let version = get_sbpf_version(program).map_err(|_| Fault::NotElf)?;
    if version != SBPFVersion::V3 {
        return Err(Fault::Version(version));
    }
    no_writable_sections(program)?;

    let executable = Executable::load(program, Arc::new(runtime()?))?;
    executable.verify::<RequisiteVerifier>()?;

    let code = executable.get_text_bytes().1;
    calls_resolve(code, executable.get_loader())?;
    locals_leave_arguments_alone(code)?;
    Ok(version)
}

/// The loader checks only the first two program headers.
fn no_writable_sections(program: &[u8]) -> Result<(), Fault> {
    let aligned = AlignedMemory::<{ ebpf::HOST_ALIGN }>::from_slice(program);
    let program = aligned.as_slice();
    let (_, header) = Elf64::parse_file_header(program).map_err(|_| Fault::NotElf)?;
    let headers = Elf64::parse_program_header_table(program, 0..0, header).map_err(|_| Fault::NotElf)?;
    match headers.1.iter().any(|header: &Elf64Phdr| header.p_flags & PF_W != 0) {
        true => Err(Fault::Writable),
        false => Ok(()),
    }
}

/// The verifier does not check that a call has a target. That would fail only when it runs.
fn calls_resolve(code: &[u8], runtime: &BuiltinProgram<Nobody>) -> Result<(), Fault> {
    const SYSCALL: u8 = 0;
    for index in 0..code.len() / ebpf::INSN_SIZE {
        let instruction = ebpf::get_insn_unchecked(code, index);
        let resolves = match (instruction.opc, instruction.src) {
            (ebpf::CALL_IMM, SYSCALL) => {
                runtime.get_function_registry().lookup_by_key(instruction.imm as u32).is_some()
            }
            (ebpf::CALL_IMM, _) => {
                let target = index as i64 + 1 + instruction.imm;
                usize::try_from(target).is_ok_and(|target| ebpf::is_pc_in_program(code, target))
            }
            _ => true,
        };
        if !resolves {
            return Err(Fault::Call(index));
        }
    }
    Ok(())
}

/// The linker sees overlaps of locals that are used directly, but not of those that are used by address: `address =
/// frame pointer; address -= depth`.
fn locals_leave_arguments_alone(code: &[u8]) -> Result<(), Fault> {
    for index in 1..code.len() / ebpf::INSN_SIZE {
        let (copy, subtract) = (ebpf::get_insn_unchecked(code, index - 1), ebpf::get_insn_unchecked(code, index));
        let takes_address = copy.opc == ebpf::MOV64_REG
            && usize::from(copy.src) == ebpf::FRAME_PTR_REG
            && subtract.opc == ebpf::ADD64_IMM
            && subtract.dst == copy.dst;
        if takes_address && subtract.imm < STACK_ARGUMENTS - FRAME {
            return Err(Fault::Frame(index));
        }
    }
    Ok(())
}

/// The runtime's settings and syscalls. The syscalls do nothing, because nothing runs here.
fn runtime() -> Result<BuiltinProgram<Nobody>, ElfError> {
    let mut runtime = BuiltinProgram::new_loader(Config {
        enabled_sbpf_versions: SBPFVersion::V3..=SBPFVersion::V3,
        reject_broken_elfs: true,
        ..Config::default()
    });
    for name in SYSCALLS {
        runtime.register_function(name, (not_run, |_| ()))?;
    }
    Ok(runtime)
}

fn not_run(_: EncryptedHostAddressToEbpfVm<Nobody>, _: u64, _: u64, _: u64, _: u64, _: u64) {}

/// The context in which the program would run.
struct Nobody;

impl ContextObject for Nobody {
    fn consume(&mut self, _: u64) {}

    fn get_remaining(&self) -> u64 {
        0
    }

    fn active_mapping_ptr(&mut self) -> NonNull<MemoryMapping> {
        NonNull::dangling()
    }
}
