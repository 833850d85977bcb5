import Glibc
import GuestHelperTestSupport
import Testing
import Wire

@Suite("A guest's identity", .timeLimit(.minutes(1)))
struct IdentityTests {
    private let system = ScratchSystem()
    private let machineID = String(repeating: "0123456789abcdef", count: 2)

    private enum Answer {
        case report(IdentityReport)
        case failure(GuestFailure)
    }

    private func peer(root: String? = nil) throws -> WirePeer {
        let peer = WirePeer(RunningHelper(options: ["--root", root ?? system.path]))
        #expect(try peer.greet().features.contains(.identity))
        return peer
    }

    private func ask(_ peer: WirePeer, _ bytes: [UInt8]) throws -> Answer {
        peer.send(bytes)
        var report: [UInt8] = []
        while let frame = try peer.receive() {
            switch frame {
            case .data(1, .output, let part): report += part
            case .ended(1, let ending):
                if case .failed(let failure) = ending.outcome { return .failure(failure) }
                return .report(try IdentityReport(payload: report))
            case .started(1, 0): continue
            default: break
            }
        }
        throw WireError(.badMessage, "no answer")
    }

    private func become(_ request: IdentityRequest, _ peer: WirePeer) throws -> IdentityReport {
        switch try ask(peer, Frame.request(1, .identity(request)).encoded) {
        case .report(let report): return report
        case .failure(let failure): throw WireError(.badMessage, "\(failure)")
        }
    }

    @Test("a host on a descriptor may not set it unless the helper was started for that")
    func refused() throws {
        let peer = WirePeer()
        try peer.greet()
        let request = Frame.request(1, .identity(IdentityRequest(machineID: machineID)))
        guard case .failure(let failure) = try ask(peer, request.encoded) else {
            Issue.record("it was not refused")
            return
        }
        #expect(failure.stage == .identity && failure.error == UInt32(EPERM))
    }

    @Test("of a system under another root the kernel is left alone, and that is told")
    func kernel() throws {
        let before = text(of: "/proc/sys/kernel/hostname")
        let boot = text(of: "/proc/sys/kernel/random/boot_id")
        let report = try become(
            IdentityRequest(
                entropy: Array(repeating: 1, count: 64), clock: 1, hostName: "other",
                bootID: "01234567-89ab-4def-8123-456789abcdef"), peer())
        #expect(text(of: "/proc/sys/kernel/hostname") == before && before != "other\n")
        #expect(report.bootID + "\n" == boot)
        #expect(
            report.failures == [
                IdentityReport.Item(.entropy, .failed(error: 1), path: "/dev/urandom"),
                IdentityReport.Item(.clock, .failed(error: 1)), IdentityReport.Item(.hostName, .failed(error: 1)),
                IdentityReport.Item(.bootID, .failed(error: 1), path: "/proc/sys/kernel/random/boot_id"),
            ])
        #expect(system.read("etc/hostname") == "other\n")
    }

    @Test("a part that the helper does not know, or half understands, is refused before anything is done")
    func unknownParts() throws {
        let name: [UInt8] = [3, 4, 0, 0, 0] + Array("new\0".utf8)
        let bad: [([UInt8], Int32)] = [
            (name + [11, 0, 0, 0, 0], EOPNOTSUPP), (name + [3, 4, 0, 0, 0] + Array("two\0".utf8), EINVAL),
            (name + [4, 33, 0, 0, 0], EINVAL), (name + [8, 9, 0, 0, 0] + Array("../x\0a\0b\0".utf8), EINVAL),
            ([3, 5, 0, 0, 0] + Array("a/b\0\0".utf8), EINVAL), ([3, 4, 0, 0, 0] + Array("a/b\0".utf8), EINVAL),
            ([7, 3, 0, 0, 0] + Array("..\0".utf8), EINVAL), (name + [1, 1, 0, 0, 0, 7], EINVAL),
        ]
        let peer = try peer()
        for (payload, error) in bad {
            let header = [0x15, 0, UInt8(payload.count), 0, 1, 0, 0, 0]
            guard case .failure(let failure) = try ask(peer, header + payload + [0xA5]) else {
                Issue.record("\(payload) was taken")
                continue
            }
            #expect(failure.stage == .request && failure.error == UInt32(error), "\(payload)")
        }
        #expect(system.read("etc/hostname") == "old\n")
    }

    @Test("a machine id that cannot be written is an errno with its file")
    func failing() throws {
        unlink(system.directory("etc/machine-id"))
        mkdir(system.directory("etc/machine-id"), 0o755)
        let report = try become(IdentityRequest(machineID: machineID), peer())
        #expect(report.failures == [.init(.machineID, .failed(error: UInt32(EISDIR)), path: "/etc/machine-id")])
    }

    @Test("a root that is not there is told")
    func noRoot() throws {
        guard
            case .failure(let failure) = try ask(
                peer(root: system.path + "/none"),
                Frame.request(1, .identity(IdentityRequest(machineID: machineID))).encoded)
        else {
            Issue.record("it was taken")
            return
        }
        #expect(failure.stage == .identity && failure.error == UInt32(ENOENT))
    }
}
