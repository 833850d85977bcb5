import MayflyTestSupport
import Testing

@testable import MayflyTesting

@Suite("What a test may require")
struct PublicRequirementTests {
    @Test func `a cluster that nobody has chosen is not there, and that is said`() async {
        let reason = await Requirement.cluster.obstacle() ?? ""
        #expect(reason.contains("MAYFLY_ON"))
    }

    @Test func `requirements have the names that MAYFLY_REQUIRE takes`() {
        let names = [Requirement.machines, .kvm, .cluster, .architecture(.arm64)].map(\.description)
        #expect(names == ["machines", "kvm", "cluster", "arm64"])
        #expect(Requirement.architecture(.arm64) == .architecture(.arm64))
    }

    @Test func `an architecture that no machine can have is refused with its name`() async {
        let reason = await Requirement.architecture(.init(rawValue: "vax")).obstacle()
        #expect(reason == "machines of the architecture vax are not supported")
    }

    @Test func `each is tried once`() async {
        let count = Shared(0)
        let requirement = Requirement("counted") {
            count.change { $0 += 1 }
            return "no"
        }
        #expect(await requirement.obstacle() == "no")
        #expect(await requirement.obstacle() == "no")
        #expect(count.value == 1)
    }
}
