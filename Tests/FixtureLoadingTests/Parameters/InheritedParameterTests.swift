import FixtureLoading
import Fixtures
import KubeVirt
import Testing

@Suite struct InheritedParameterTests {
    private static let base =
        FixtureTree.head("base") + """
            parameters:
              CPUS: {type: integer, default: 1, maximum: 8}
              HOST: {pattern: "[a-z]+"}
            template:
              spec:
                hostname: $(params.HOST)
                domain: {cpu: {cores: $(params.CPUS)}, devices: {}, memory: {guest: 64Mi}}

            """

    private func tree(_ child: String) throws -> FixtureTree {
        try FixtureTree(["base.yaml": Self.base, "c.yaml": FixtureTree.head("c") + child])
    }

    private func shape(_ fixture: Fixture) -> String {
        "\(fixture.template.spec.hostname ?? "") \(fixture.template.spec.domain.cpu?.cores ?? 0)"
    }

    @Test("a child has its parent's parameters, and may give other defaults and narrower bounds")
    func inherited() throws {
        let tree = try tree("extends: base\nparameters: {HOST: db, CPUS: {default: 2, minimum: 2}}\n")
        #expect(try shape(tree.load("c.yaml")) == "db 2")
        #expect(try shape(tree.load("c.yaml", ["HOST": "x", "CPUS": 4])) == "x 4")
        #expect(tree.message("c.yaml", ["CPUS": 1]).hasSuffix("must be at least 2, got ‘1’"))
        #expect(tree.message("c.yaml", ["CPUS": 9]).hasSuffix("must be at most 8, got ‘9’"))
        #expect(tree.message("c.yaml", ["HOST": "1"]).contains("‘HOST’ (declared at c.yaml:5:14)"))
    }

    @Test("a parent's bounds hold for whatever a child says")
    func wider() throws {
        let tree = try tree("extends: base\nparameters: {HOST: db, CPUS: {maximum: 100}}\n")
        #expect(try shape(tree.load("c.yaml", ["CPUS": 8])) == "db 8")
        #expect(tree.message("c.yaml", ["CPUS": 9]).hasSuffix("must be at most 8, got ‘9’"))
        let wrong = try self.tree("extends: base\nparameters: {HOST: \"8\"}\n")
        #expect(
            wrong.message("c.yaml").hasPrefix("c.yaml:5:20: parameters.HOST.default: expected"),
            "\(wrong.message("c.yaml"))")
    }

    @Test("with sets parameters for good")
    func with() throws {
        let tree = try tree("extends: {name: base, with: {HOST: \"db$(params.KIND)\"}}\nparameters: {KIND: a}\n")
        #expect(try shape(tree.load("c.yaml")) == "dba 1")
        #expect(try shape(tree.load("c.yaml", ["KIND": "b", "CPUS": 2])) == "dbb 2")
        #expect(tree.message("c.yaml", ["HOST": "x"]).contains("c.yaml has no parameter ‘HOST’"))
        #expect(tree.message("c.yaml", ["KIND": "1"]).hasPrefix("c.yaml:4:36: parameter ‘HOST’: expected a text"))
        let unknown = try self.tree("extends: {name: base, with: {HOTS: a}}\nparameters: {HOST: a}\n")
        #expect(unknown.message("c.yaml") == "c.yaml:4:36: base.yaml has no parameter ‘HOTS’; did you mean ‘HOST’?")
    }

    @Test("each file's own references are its own: a child's are not replaced by the parent's parameters alone")
    func scopes() throws {
        let tree = try FixtureTree([
            "b.yaml": FixtureTree.whole("b", "parameters: {A: one}\n"),
            "c.yaml": FixtureTree.head("c")
                + "extends: {name: b, with: {A: two}}\ntemplate: {spec: {hostname: $(params.A)}}\n",
        ])
        #expect(tree.message("c.yaml").contains("c.yaml:5:29: template.spec.hostname: there is no parameter ‘A’"))
    }
}
