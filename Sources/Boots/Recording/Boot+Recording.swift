import DomainXML
import Fixtures
import Host
import KubeVirt
import LocalProvider
import Machines
import Offload
import Synchronization

extension Boot {
    /// Says what a recording cannot have, before anything is started.
    func checkRecording() throws(MachineError) {
        // A board is refused by itself.
        guard debugging.recording == nil || board != nil || machineArchitecture.isShownToReplay else {
            throw MachineError(
                .invalidInput,
                "--record and --record-failures were shown to work with machines of "
                    + Architecture.shownToReplay.map(\.rawValue).joined(separator: ", ")
                    + ", not with one of \(machineArchitecture.rawValue); leave them out, or have each run be the same by "
                    + "--repeat exact")
        }
    }

    /// Ends the machine and writes the archive.
    func keepRecording(
        of machine: Machine, _ kernel: KernelFiles, _ root: RootFiles?, _ printed: ConsoleBytes, end: BootEnd,
        at path: String
    ) async throws {
        let driver = try machine.recorded
        let recorded = try await driver.endRecording()
        let annotations = machine.vmi.metadata.annotations ?? [:]
        var files: [Recording.Member: String] = [.events: recorded.events, .state: recorded.state]
        for member in Recording.Member.allCases {
            if let key = member.annotation, let file = annotations[key] { files[member] = file }
        }
        let fixture = fixture(of: kernel, initramfs: nil, root: root)
        let memory = (try? fixture.template.metadata.map(Annotations.init))?.persistentMemory ?? []
        let spec = fixture.template.spec.withEmptyFiles(of: memory)
        let architecture = machineArchitecture
        let type = Recording.machineType(machine.vmi.metadata, machine.vmi.spec, of: architecture)
        var metadata = fixture.template.metadata ?? ObjectMeta()
        metadata.annotations?[Annotations.recordKey] = nil
        // Some guests are told of it.
        metadata.name = name
        let recording = Recording(
            words: debugging.words, emulator: try await .ofThisHost(architecture, type: type),
            architecture: architecture, kernelVersion: kernel.version, symbols: kernel.symbols, end: "\(end)",
            instructions: recorded.instructions, metadata: metadata, spec: spec, digests: [:])
        let console = printed.all
        let scratch = path + FileSystem.unfinished + String(UInt64.random(in: 0 ... .max), radix: 36)
        try await blocking { () throws(SystemError) in try FileSystem.write(console, to: scratch, synced: false) }
        files[.console] = scratch
        let all = files
        do {
            try await RecordingArchive(path).write(recording, all)
            try FileSystem.remove(scratch)
        } catch {
            try? FileSystem.remove(scratch)
            throw MachineError.wrapping(error, .hostNotReady, "the recording was not written to \(path)")
        }
    }
}

extension VirtualMachineInstanceSpec {
    /// With something empty, as large, in the place of each file that the guest has as memory, by the disks' names. What
    /// such memory held is in the machine's state, as the rest of its memory is.
    func withEmptyFiles(of persistentMemory: [String]) -> Self {
        var spec = self
        spec.volumes = volumes?.map { volume in
            guard persistentMemory.contains(volume.name), let path = volume.hostDisk?.path else { return volume }
            let size = PersistentMemoryDisk.size(of: path)
            return Volume(emptyDisk: .init(capacity: .bytes(size)), name: volume.name)
        }
        return spec
    }
}

extension Machine {
    /// Its run, for who records or runs it again.
    var recorded: any ReplayDriver {
        get throws(MachineError) {
            guard let replay = driver.replay else {
                throw MachineError(.unsupported, "its back end records no runs", machine: name)
            }
            return replay
        }
    }
}

/// All that a guest has printed, to the byte.
final class ConsoleBytes: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var all: [UInt8] { bytes.withLock { $0 } }

    func append(_ more: [UInt8]) { bytes.withLock { $0 += more } }
}
