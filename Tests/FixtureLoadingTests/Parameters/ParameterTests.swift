import FixtureLoading
import Fixtures
import KubeVirt
import Testing
import YAML

@Suite struct ParameterTests {
    static let web = """
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata: {name: web}
        parameters:
          CPUS: {type: integer, default: 1, minimum: 1, maximum: 8, description: How many processors.}
          MEMORY: {type: quantity, default: 64Mi, maximum: 4Gi}
          SUITE: {allowed: [bookworm, trixie], default: bookworm}
          HOST: {pattern: "[a-z]+", default: web}
          GRAPHICS: false
        image: {source: {bootstrap: {distribution: debian, suite: $(params.SUITE)}}}
        customize:
          - write: {path: /etc/motd, content: "$(params.HOST) has $(params.CPUS)\\n"}
          - run: echo "${HOME} $(hostname) $HOST $$(params.HOST)"
        template:
          spec:
            hostname: $(params.HOST)
            domain:
              cpu: {cores: $(params.CPUS)}
              devices: {autoattachGraphicsDevice: $(params.GRAPHICS)}
              memory: {guest: $(params.MEMORY)}
        """

    private func load(_ parameters: [String: ParameterValue] = [:]) throws -> Fixture {
        try FixtureTree(["web.yaml": Self.web]).load("web.yaml", parameters)
    }

    private func said(_ parameters: [String: ParameterValue]) throws -> String {
        try FixtureTree(["web.yaml": Self.web]).message("web.yaml", parameters)
    }

    @Test("defaults and values stand where the parameters do, each as what it is")
    func values() throws {
        let plain = try load()
        #expect(plain.template.spec.domain.cpu?.cores == 1)
        #expect(plain.template.spec.domain.devices.autoattachGraphicsDevice == false)
        let set = try load(["CPUS": 4, "MEMORY": "1Gi", "SUITE": "trixie", "HOST": "db", "GRAPHICS": true])
        #expect(set.template.spec.domain.cpu?.cores == 4)
        #expect(set.template.spec.domain.memory?.guest == .gibibytes(1))
        #expect(set.template.spec.domain.devices.autoattachGraphicsDevice == true)
        #expect(set.template.spec.hostname == "db")
        #expect(set.image?.source == .bootstrap(BootstrapSource(distribution: .debian, suite: "trixie")))
        let text = try YAMLEncoder().encode(set)
        #expect(text.contains("db has 4\n"), "\(text)")
    }

    @Test("a shell's own dollars stay, and two are one")
    func shell() throws {
        let text = try YAMLEncoder().encode(try load())
        #expect(text.contains(#"echo "${HOME} $(hostname) $HOST $(params.HOST)""#), "\(text)")
    }

    @Test("values that are not taken are refused, all of them, with what is expected")
    func wrong() throws {
        let lines = try said(["CPUS": 9, "MEMORY": "x", "SUITE": "sid", "HOST": "a b", "GRAPHICS": "yes"])
            .split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[0] == "parameter ‘CPUS’ (declared at web.yaml:5:3): must be at most 8, got ‘9’")
        #expect(lines[2].hasSuffix("expected one of bookworm, trixie, got ‘sid’"))
        #expect(lines[3].hasSuffix("expected a text that matches ‘[a-z]+’ as a whole, got ‘a b’"))
        #expect(lines[4].hasSuffix("expected true or false, got ‘yes’"))
        for text in ["0x2", "02", "+2", "2.0", "", "99999999999999999999"] {
            #expect(try said(["CPUS": ParameterValue(text)]).contains("expected a whole number in decimal"))
        }
        #expect(try said(["CPU": 2]) == "web.yaml has no parameter ‘CPU’; did you mean ‘CPUS’?")
        #expect(try said(["HOST": ParameterValue(String(repeating: "a", count: 70_000))]).contains("is longer than"))
    }

    @Test("one without a default must be given, and is told at its declaration")
    func required() throws {
        let tree = try FixtureTree([
            "a.yaml": FixtureTree.whole("a", "parameters:\n  KEY: {description: Whose it is.}\n  N: {type: integer}\n")
        ])
        #expect(
            tree.message("a.yaml") == """
                a.yaml:6:3: parameter ‘KEY’ (Whose it is.) has no default: give it a value, such as by --set KEY=…
                a.yaml:7:3: parameter ‘N’ has no default: give it a value, such as by --set N=…
                """)
        #expect(try tree.load("a.yaml", ["KEY": "x", "N": 1]).name == "a")
    }

    @Test("declarations are checked, at their places")
    func declarations() throws {
        func said(_ declaration: String) throws -> String {
            try FixtureTree(["a.yaml": FixtureTree.whole("a", "parameters: {\(declaration)}\n")]).message("a.yaml")
        }
        #expect(try said("A: {type: int}").hasPrefix("a.yaml:5:24: parameters.A.type: expected one of string, integer"))
        #expect(
            try said("A: {default: x, type: integer}").contains("a.yaml:5:27: parameters.A.default: expected a whole"))
        #expect(try said("A: {default: 5, maximum: 4}").contains("parameters.A.default: must be at most 4"))
        #expect(try said("A: {default: 1, pattern: a}").contains("a pattern is for the type string"))
        #expect(try said("A: {pattern: '('}").contains("is not a regular expression"))
        #expect(try said("A: {minimum: 1}").contains("a minimum is for the types integer and quantity"))
        #expect(try said("A: {allowed: []}").contains("expected one value at least"))
        #expect(try said("A: {defualt: 1}").contains("did you mean ‘default’?"))
        #expect(try said((0...256).map { "A\($0): 1" }.joined(separator: ", ")).contains("declares 257 parameters"))
        #expect(try said("1A: x").contains("a.yaml:5:14: parameters: expected a name of letters"))
        #expect(try said("A: 1, B: $(params.A)").contains("a default cannot hang on another parameter"))
    }

    @Test("references are checked, at their places")
    func references() throws {
        func said(_ text: String) throws -> String {
            try FixtureTree(["a.yaml": FixtureTree.whole("a", "parameters: {SIZE: 1}\nchannel: \(text)\n")])
                .message("a.yaml")
        }
        #expect(
            try said("$(params.SZIE)") == "a.yaml:6:10: channel: there is no parameter ‘SZIE’; did you mean ‘SIZE’?")
        #expect(try said("$(params.OTHER)").contains("declare it under parameters, or write $$(params.OTHER)"))
        #expect(try said("$(params.SIZE").contains("a.yaml:6:10: channel: ‘$(params.SIZE’ is no parameter"))
        #expect(try said("$(params.)").contains("is no parameter"))
        #expect(try said("{$(params.SIZE): 1}").contains("a.yaml:6:11: channel: a parameter cannot be a key"))
        #expect(try said("helper\nextends: {name: b, with: {A: $(params.X)}}").contains("no fixture is called ‘b’"))
    }

    @Test(
        "a value never becomes structure, another reference or another type of YAML",
        arguments: [
            "a: b", "[x]", "{a: b}", "a\n- b: c", "*x", "&x a", "null", "~", "true", "1", "$(params.B)", "# x", "\"",
            "!!int 1", "<<", "---\na: 1", " ",
        ]
    )
    func injection(value: String) throws {
        let tree = try FixtureTree([
            "a.yaml": FixtureTree.whole(
                "a",
                """
                parameters: {A: {type: string}, B: secret}
                image: {source: {blank: {}}, size: 1Gi}
                customize: [{write: {path: /a, content: $(params.A)}}, {write: {path: /b, content: "<$(params.A)>"}}]
                """)
        ])
        let steps = try tree.load("a.yaml", ["A": ParameterValue(value)]).customize.map(\.action)
        let expected = try [value, "<\(value)>"].map { content in
            try YAMLEncoder().node(of: content)
        }
        let written = try steps.map { try YAMLEncoder().node(of: CustomizeStep($0))["write"]?["content"] }
        #expect(written == expected)
    }

    @Test("in quotes a number is a text, as everywhere in YAML")
    func quoted() throws {
        let tree = try FixtureTree([
            "a.yaml": FixtureTree.whole(
                "a",
                """
                parameters: {PORT: 80}
                image: {source: {blank: {}}, size: 1Gi}
                customize: [{run: {shell: "true", environment: {PORT: "$(params.PORT)"}}}]
                """)
        ])
        guard case .run(let step)? = try tree.load("a.yaml").customize.first?.action else {
            Issue.record("no command")
            return
        }
        #expect(step.environment == ["PORT": "80"])
    }

    @Test("a machine has no parameters")
    func machine() throws {
        let tree = try FixtureTree([
            "v.yaml":
                "apiVersion: kubevirt.io/v1\nkind: VirtualMachineInstance\nmetadata: {name: v, labels: {a: $(params.A)}}\n"
                + "spec: {domain: {devices: {}, memory: {guest: 64Mi}}}\n"
        ])
        #expect(tree.message("v.yaml", ["A": 1]).contains("has no parameters"))
    }
}
