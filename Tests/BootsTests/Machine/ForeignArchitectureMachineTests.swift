import Host
import KubeVirt
import MayflyTestSupport
import Offload
import Testing

/// The same command on each architecture of which there is a kernel, in our own initramfs with our own helper: with its
/// output and status, and a file that is copied in.
@Suite("A command runs in a guest of another architecture", .serialized, .timeLimit(.minutes(30)))
struct ForeignArchitectureMachineTests {
    private let scratch = Scratch("foreign-guest")

    @Test(.requires(.foreignGuest(.arm64))) func arm64() async throws { try await runs(on: .arm64) }
    @Test(.requires(.foreignGuest(.armhf))) func armhf() async throws { try await runs(on: .armhf) }
    @Test(.requires(.foreignGuest(.i386))) func i386() async throws { try await runs(on: .i386) }
    @Test(.requires(.foreignGuest(.ppc64le))) func ppc64le() async throws { try await runs(on: .ppc64le) }
    @Test(.requires(.foreignGuest(.riscv64))) func riscv64() async throws { try await runs(on: .riscv64) }
    @Test(.requires(.foreignGuest(.s390x))) func s390x() async throws { try await runs(on: .s390x) }

    private func runs(on architecture: Architecture) async throws {
        let guest = ForeignGuest(architecture)
        let file = try scratch.write("word", "from the host\n")
        let run = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot", "--quiet"] + guest.words + [
                    "--copy-in", "\(file):/tmp/word", "--", "sh", "-c", "uname -m; cat /tmp/word; exit 7",
                ], limit: .seconds(600))
        }
        #expect(run.output == "\(guest.machine)\nfrom the host\n", "\(run.error)")
        #expect(run.status == 7, "\(run.error)")
    }
}
