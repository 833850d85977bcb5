import Host
import KubeVirt
import MayflyTestSupport
import Offload
import Testing

/// `mayfly boot --repeat exact` on the usual machine of each architecture of which there is a kernel here.
@Suite(.requires(.foreignBoots), .serialized, .timeLimit(.minutes(30))) struct RepeatArchitectureMachineTests {
    @Test(
        "two runs to the first program leave the same console",
        arguments: ForeignBoot.all.filter { $0.kernel != nil && $0.initrd != nil })
    func same(_ foreign: ForeignBoot) async throws {
        let scratch = Scratch("repeat")
        let kernel = try #require(foreign.kernel)
        let initrd = try #require(foreign.initrd)
        let run = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                [
                    "boot", "--arch", foreign.architecture.rawValue, "--kernel", kernel, "--initrd", initrd, "--repeat",
                    "exact", "--runs", "2", "--jobs", "2", "--artifacts", scratch("out"), "--expect", "Run /init as",
                ], limit: .seconds(1200))
        }
        #expect(run.status == 0 && run.error.contains("the same to the byte"), "\(run.error)")
        let consoles = try (1...2).map { try FileSystem.read(scratch("out/\($0)/console.raw")) }
        #expect(consoles[0] == consoles[1] && consoles[0].count > 4000)
    }
}
