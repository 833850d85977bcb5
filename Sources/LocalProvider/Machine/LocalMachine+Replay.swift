import DomainXML
import Glibc
import Host
import KubeVirt
import Libvirt
import Machines
import Offload
import Wire

extension LocalProvider {
    /// How large the disk is on which no guest writes: states lie behind its end.
    private static let stateDisk: Int64 = 64 << 20

    /// What a machine needs whose run is recorded, or is one that was: files of its own, for QEMU writes to the state too.
    func prepareReplay(of machine: VirtualMachineInstance, in directory: MachineDirectory) async throws {
        let state = MachineFiles.state(in: directory.path)
        if machine.debugging.isRecorded {
            try await QemuImage.makeEmpty(state, size: Self.stateDisk)
            try host.identity.hand(overFile: state)
        }
        guard let recording = machine.debugging.replay else { return }
        let identity = host.identity
        try await blocking {
            for name in MachineFiles.recordedFiles {
                let file = "\(directory.path)/\(name)"
                try FileSystem.write(try FileSystem.read("\(recording)/\(name)"), to: file, synced: false)
                try identity.hand(overFile: file)
            }
        }
    }
}

extension LocalMachine: ReplayDriver {
    nonisolated var replay: (any ReplayDriver)? {
        vmi.debugging.isRecorded || vmi.debugging.replay != nil ? self : nil
    }

    func endRecording() async throws(MachineError) -> RecordedRun {
        guard let process else { throw MachineError(.invalidInput, "it has not been started", machine: name) }
        var instructions: Int64?
        if process.isAlive {
            // A guest that goes off by itself meanwhile has ended its recording, too.
            do throws(MachineError) { try await pause() } catch { guard await Self.ends(process) else { throw error } }
            instructions = try? await instruction()
            endedByUs = true
            // What was run since the last event is written down with the next one, and QEMU 7.2 forgets it when it quits: of
            // a reset it thinks, and of one that stands still the guest never learns. The run ends there when it is run again.
            expected[.rebooted, default: 0] += 1
            do throws(MachineError) {
                try await withMonitor { monitor throws(MachineError) in try await monitor.run(.reset) }
            } catch { guard await Self.ends(process) else { throw error } }
            // It may be gone before it has answered.
            _ = try? await withMonitor { monitor throws(MachineError) in try await monitor.run(.quit) }
        }
        do {
            try await withDeadline(.seconds(120)) { await process.wait() }
            // Until the console has been read to its end.
            _ = try await waitUntilStopped()
        } catch {
            throw .wrapping(error, .internalFault, "QEMU does not end, so its recording is not whole").named(name)
        }
        return RecordedRun(
            events: MachineFiles.events(in: path), state: MachineFiles.state(in: path), instructions: instructions)
    }

    /// Whether a QEMU ends that does not answer any more: it closes its monitor a moment before.
    private static func ends(_ process: ProcessHandle) async -> Bool {
        (try? await withDeadline(.seconds(30)) { await process.wait() }) != nil
    }

    func instruction() async throws(MachineError) -> Int64 {
        let number = try await withMonitor { monitor throws(MachineError) in
            try await monitor.run(.instruction).instruction
        }
        guard let number else {
            throw MachineError(.internalFault, "QEMU does not tell how far the run is", machine: name)
        }
        return number
    }

    func stop(atInstruction number: Int64) async throws(MachineError) {
        try await withMonitor { monitor throws(MachineError) in
            try await monitor.run(.stop(atInstruction: number))
        }
    }
}
