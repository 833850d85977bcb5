import FixtureLoading
import Fixtures
import KubeVirt
import Testing

@Suite struct FixtureArchiveTests {
    private func roundTrip(_ fixture: Fixture) throws -> Fixture {
        try FixtureArchive(text: FixtureArchive(fixture).text).whole
    }

    @Test("a fixture comes back with its objects and the places of its steps")
    func whole() throws {
        let tree = try FixtureTree([
            "a.yaml": FixtureTree.head("a") + """
                image: {size: 4Gi, source: {bootstrap: {distribution: debian, suite: bookworm}}}
                customize:
                  - install: [curl]
                  - copyIn: {source: files, to: /srv}
                template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: keys}
                stringData: {key: value}
                """
        ])
        let fixture = try tree.load("a.yaml")
        let other = try roundTrip(fixture)
        #expect(other == fixture)
        #expect(!other.objects.secrets.isEmpty)
        // Equal steps may stand at different places.
        #expect(other.customize.map(\.location) == fixture.customize.map(\.location))
        #expect(other.customize[1].location?.line == 7)
    }

    @Test("what an image begins with comes back, however deep it lies")
    func bases() throws {
        let tree = try FixtureTree([
            "a.yaml": FixtureTree.whole("a", "image: {source: {bootstrap: {distribution: debian, suite: bookworm}}}\n"),
            "b.yaml": FixtureTree.whole(
                "b", "image: {source: {fixture: {name: a}}}\ncustomize: [{install: [curl]}]\n"),
            "c.yaml": FixtureTree.whole(
                "c", "image: {source: {fixture: {path: ./b.yaml}}}\ncustomize: [{install: [wget]}]\n"),
        ])
        let fixture = try tree.load("c.yaml")
        let other = try roundTrip(fixture)
        #expect(other == fixture)
        guard case .fixture(let base)? = other.image?.source, case .fixture(let next)? = base.recipe?.source else {
            Issue.record("the bases are lost")
            return
        }
        #expect(base.recipe?.customize.first?.location?.file == tree.path("b.yaml"))
        #expect(next.recipe != nil)
    }

    @Test(
        "the fixtures that come with Mayfly come back", arguments: ["tiny", "debian-12", "debian-13", "debian-12-full"])
    func shipped(name: String) throws {
        let fixture = try FixtureLoader(search: FixtureSearchPath()).load(.name(name))
        #expect(try roundTrip(fixture) == fixture)
    }

    @Test("a bare machine comes back")
    func machine() throws {
        let tree = try FixtureTree([
            "vm.yaml": """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachineInstance
            metadata: {name: bare}
            spec: {domain: {devices: {}, memory: {guest: 64Mi}}}
            """
        ])
        let fixture = try tree.load("vm.yaml")
        #expect(try roundTrip(fixture) == fixture)
    }

    @Test("another text is an error")
    func broken() {
        #expect(throws: (any Error).self) { try FixtureArchive(text: "{}") }
        #expect(throws: (any Error).self) { try FixtureArchive(text: "") }
    }
}
