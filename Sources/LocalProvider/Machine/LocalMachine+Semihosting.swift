import DomainXML
import Host
import KubeVirt
import Machines
import Offload
import Wire

/// A board's program talks to its host through QEMU's stub for gdb, which is served as long as the machine lives.
extension LocalMachine {
    /// Connects while the machine stands before its first instruction, and lets it go on.
    func serveProgram() async throws(MachineError) {
        let stream: DescriptorStream
        do {
            stream = try await UnixSocket.connect(to: MachineFiles.debuggerSocket(in: path))
        } catch {
            throw .wrapping(
                error, .startFailed, "QEMU's stub for gdb, by which the program is served, cannot be reached")
        }
        let (console, follower) = (console, follower)
        // The program may end before this returns: who waits for QEMU's end has to find who serves it.
        program = Task {
            defer { stream.close() }
            var session = SemihostingSession()
            var status: Int32?
            do {
                try await Self.perform(session.begin(), on: stream)
                while case let bytes = try await stream.read(atMost: 16 << 10), !bytes.isEmpty {
                    let actions = try session.feed(bytes)
                    for action in actions {
                        switch action {
                        case .ended(let number): status = number
                        case .print(let bytes):
                            // The machine stands: what it wrote to its serial line before is there.
                            await follower?.catchUp()
                            await console.feed(bytes)
                        // QEMU may be gone while its last words are still to be read: the stream's end says so.
                        case .send: try? await Self.perform([action], on: stream)
                        }
                    }
                }
            } catch {
                // Without an end that was told it is QEMU's.
            }
            return status
        }
    }

    private static func perform(_ actions: [SemihostingSession.Action], on stream: DescriptorStream) async throws {
        for case .send(let bytes) in actions { try await stream.write(bytes) }
    }

    /// Why QEMU is gone, as far as the program on a board is the reason. It tells of 0 when QEMU was asked to quit, too,
    /// and then libvirt knows of that, and of who did.
    func learnProgramsEnd(_ status: Int32?) {
        guard !endedByUs, accident == nil else { return }
        if let status, status != 0 || !(guestAskedToStop || wasToldToQuit) {
            accident = .exited(status)
        } else if status == nil, hasLockedUp {
            accident = .lockedUp
        }
    }

    /// QEMU gives up then, and says so.
    private var hasLockedUp: Bool {
        FileSystem.text(host.layout.qemuLog(of: lease.domain))?.contains("qemu: fatal: Lockup") ?? false
    }

    /// What would come between QEMU and who serves the program.
    nonisolated func refuseOnBoard(_ what: String) throws(MachineError) {
        guard let board = vmi.board else { return }
        throw MachineError(
            .unsupported,
            "\(what): its program on \(board.rawValue) is served by this process from its first instruction on",
            machine: name)
    }
}
