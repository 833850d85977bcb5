import Glibc
import MayflyTestSupport
import Testing

@Suite("Requirements")
struct RequirementTests {
    @Test("what has to be met is a list")
    func list() {
        #expect(RequirementTrait.required(in: nil) == [])
        #expect(RequirementTrait.required(in: "machines") == ["machines"])
        #expect(RequirementTrait.required(in: "machines, root,") == ["machines", "root"])
    }

    @Test("who insists on machines insists on the tiny guest too, and not the other way round")
    func insistence() {
        #expect(Requirement.tinyGuest.isInsisted(on: ["machines"]))
        #expect(Requirement.tinyGuest.isInsisted(on: ["kvm", "tiny-guest"]))
        #expect(!Requirement.tinyGuest.isInsisted(on: ["distributions"]))
        #expect(!Requirement.machines.isInsisted(on: ["tiny-guest"]))
    }

    @Test("a program that is there is no obstacle, and one that is not is named")
    func program() async {
        #expect(await Requirement.program("sh").obstacle() == nil)
        #expect(await Requirement.program("no-such-program").obstacle() == "no-such-program is not installed")
    }

    @Test("root is told by the user")
    func root() async {
        #expect(await (Requirement.root.obstacle() == nil) == (geteuid() == 0))
    }

    @Test("a test that needs what is not there is told so before it runs")
    func skipped() async throws {
        let test = try #require(Test.current)
        await #expect(throws: (any Error).self) {
            try await RequirementTrait.requires(.program("no-such-program")).prepare(for: test)
        }
        try await RequirementTrait.requires(.program("sh")).prepare(for: test)
    }
}
