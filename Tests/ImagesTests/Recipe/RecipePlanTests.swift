import FixtureLoading
import Fixtures
import FoundationEssentials
import KubeVirt
import Testing

@testable import Images

@Suite struct RecipePlanTests {
    private static let text = """
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata: {name: web}
        image:
          size: 4Gi
          source:
            bootstrap: {distribution: debian, suite: bookworm}
        customize:
          - install: [jq, curl]
          - write: {path: /etc/motd, content: "hello\\n", mode: 0644}
          - user: {name: robot, sudo: true, password: {locked: true}}
          - run: {shell: "make -C /srv", environment: {A: "1"}, network: true, deadline: 5m}
          - sysprep: [machine-id, logs]
          - sparsify: {}
        template: {spec: {domain: {devices: {}, memory: {guest: 512Mi}}}}

        """

    private static func recipe() throws -> ImageRecipe {
        ImageRecipe(
            .bootstrap(BootstrapSource(distribution: .debian, suite: "bookworm")), size: try Quantity("4Gi")
        ) {
            CustomizeStep.install("jq", "curl")
            CustomizeStep.write("hello\n", to: "/etc/motd", mode: FileMode(rawValue: 0o644))
            CustomizeStep.user("robot", password: .locked, sudo: true)
            CustomizeStep.run("make -C /srv", environment: ["A": "1"], network: true, deadline: Deadline(.seconds(300)))
            CustomizeStep.sysprep(.machineID, .logs)
            CustomizeStep.sparsify
        }
    }

    @Test func `a recipe built in Swift has the keys of the same one written in YAML`() async throws {
        try await withScratch { directory in
            let fixture = try FixtureLoader().fixture(from: Array(Self.text.utf8), file: "web.yaml")
            let written = try #require(fixture.recipe)
            let built = try Self.recipe()
            #expect(written == built)
            let builder = try BuilderPlace(directory).builder
            let keys = try await builder.fingerprints(of: written)
            let others = try await builder.fingerprints(of: built)
            #expect(keys == others && Set(keys).count == 7)
        }
    }

    @Test func `each word of a step counts, and where it stands does not`() async throws {
        try await withScratch { directory in
            let builder = try BuilderPlace(directory).builder
            func keys(_ text: String) async throws -> [String] {
                let fixture = try FixtureLoader().fixture(from: Array(text.utf8), file: "web.yaml")
                return try await builder.fingerprints(of: try #require(fixture.recipe))
            }
            let first = try await keys(Self.text)
            let moved = try await keys("# a line more\n" + Self.text)
            #expect(moved == first)
            for (word, other) in [
                ("5m", "6m"), ("A: \"1\"", "A: \"2\""), ("mode: 0644", "mode: 0600"), ("jq, curl", "jq"),
            ] {
                let changed = try await keys(Self.text.replacing(word, with: other))
                #expect(zip(changed, first).count { $0 != $1 } == 1, "\(word)")
            }
            let larger = try await keys(Self.text.replacing("4Gi", with: "5Gi"))
            #expect(larger.first != first.first && larger.dropFirst() == first.dropFirst())
        }
    }
}
