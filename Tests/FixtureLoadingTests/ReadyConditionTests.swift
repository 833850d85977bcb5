import FixtureLoading
import Fixtures
import Testing
import YAML

@Suite struct ReadyConditionTests {
    private func ready(_ yaml: String) throws -> [ReadyCondition] {
        let text = """
            apiVersion: mayfly.dev/v1alpha1
            kind: Fixture
            metadata: {name: a}
            template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}
            ready: \(yaml)
            """
        return try FixtureLoader().fixture(from: Array(text.utf8), file: "f.yaml").ready
    }

    private func message(_ yaml: String) -> String {
        #expect(throws: FixtureError.self) { try ready(yaml) }?.message ?? ""
    }

    static let written: [(String, ReadyCondition)] = [
        ("{agent: {}}", .agent(AgentCondition())),
        (
            "{ssh: {deadline: 2m, interval: 1s}}",
            .ssh(SSHCondition(deadline: Deadline(.seconds(120)), interval: Interval(.seconds(1))))
        ),
        ("{port: {port: 80}}", .port(PortCondition(80))),
        ("{port: {port: 22, host: 10.0.2.2}}", .port(PortCondition(22, host: "10.0.2.2"))),
        ("{http: {}}", .http(HTTPCondition())),
        (
            "{http: {port: 8080, path: /healthz?a=b, status: 404, scheme: http, headers: {X-A: b}, body: {text: ok}}}",
            .http(
                HTTPCondition(
                    port: 8080, path: "/healthz?a=b", status: 404, headers: ["X-A": "b"], body: .text("ok")))
        ),
        ("{file: {path: /run/ready}}", .file(FileCondition("/run/ready"))),
        ("{file: {path: /run/ready, pattern: 'a+'}}", .file(FileCondition("/run/ready", match: .pattern("a+")))),
        (
            "{command: {run: [test, -e, /x], user: nobody}}",
            .command(CommandCondition(.run(["test", "-e", "/x"]), user: "nobody"))
        ),
        (
            "{command: {shell: 'true && echo yes', text: yes, interval: 5s}}",
            .command(
                CommandCondition(.shell("true && echo yes"), match: .text("yes"), interval: Interval(.seconds(5))))
        ),
        ("{unit: {name: nginx.service}}", .unit(UnitCondition("nginx.service"))),
        ("{unit: {name: 'getty@tty1.service'}}", .unit(UnitCondition("getty@tty1.service"))),
        ("{cloudInit: {deadline: 5m}}", .cloudInit(CloudInitCondition(deadline: Deadline(.seconds(300))))),
        (
            "{all: {of: [{helper: {}}, {any: {of: [{agent: {}}], deadline: 1s}}]}}",
            .all(
                GroupCondition(of: [
                    .helper(), .any(GroupCondition(of: [.agent(AgentCondition())], deadline: Deadline(.seconds(1)))),
                ]))
        ),
    ]

    @Test(arguments: written.indices)
    func `each kind is read as it is written, and written so that it is read the same`(index: Int) throws {
        let (yaml, condition) = Self.written[index]
        #expect(try ready("[\(yaml)]") == [condition])
        #expect(try YAMLDecoder().decode(ReadyCondition.self, from: YAMLEncoder().encode(condition)) == condition)
    }

    static let wrong: [(String, String)] = [
        ("[{port: {}}]", "ready[0].port"),
        ("[{port: {port: 0}}]", "ready[0].port.port: ‘0’ is not a port; write a number from 1 to 65535"),
        ("[{port: {prot: 80, port: 1}}]", "did you mean ‘port’?"),
        ("[{http: {scheme: https}}]", "ready[0].http.scheme: https is not supported by this version"),
        ("[{http: {path: healthz}}]", "ready[0].http.path: ‘healthz’ is not a path"),
        ("[{http: {path: \"/a b\"}}]", "is not a path"),
        ("[{http: {status: 100}}]", "ready[0].http.status"),
        ("[{http: {headers: {\"A\\r\\nB\": c}}}]", "ready[0].http.headers"),
        ("[{http: {headers: {Content-Length: '5'}}}]", "is not a header field that can be sent"),
        ("[{http: {body: {}}}]", "ready[0].http.body: write exactly one of text"),
        ("[{http: {host: 'a b'}}]", "ready[0].http.host"),
        ("[{console: {}}]", "ready[0].console: write exactly one of text"),
        ("[{console: {text: a, pattern: b}}]", "write exactly one of text"),
        ("[{file: {path: run/ready}}]", "ready[0].file.path: expected an absolute path in the guest, got ‘run/ready’"),
        ("[{file: {path: /a, pattern: '('}}]", "ready[0].file.pattern: ‘(’ is not a regular expression"),
        ("[{command: {}}]", "ready[0].command: write exactly one of run"),
        ("[{command: {run: []}}]", "write exactly one of run"),
        ("[{command: {run: [a], shell: b}}]", "write exactly one of run"),
        ("[{command: {run: [a], interval: 0s}}]", "ready[0].command.interval: an interval must be more than nothing"),
        ("[{unit: {name: ''}}]", "ready[0].unit.name: ‘’ is not a unit's name"),
        ("[{unit: {name: '--now'}}]", "is not a unit's name"),
        ("[{unit: {nam: a.service}}]", "did you mean ‘name’?"),
        ("[{cloudinit: {}}]", "did you mean ‘cloudInit’?"),
        ("[{all: {of: []}}]", "ready[0].all.of: is empty"),
        (
            "[{any: {of: [{helper: {}}, {prot: {}}]}}]",
            "ready[0].any.of[1].prot: unknown field ‘prot’; did you mean ‘port’?"
        ),
        ("[{any: {of: [{helper: {}, agent: {}}]}}]", "ready[0].any.of[0]: a condition is exactly one of helper, agent"),
    ]

    @Test(arguments: wrong.indices)
    func `a mistake has its place and what to write`(index: Int) {
        let (yaml, words) = Self.wrong[index]
        let found = message(yaml)
        #expect(found.contains(words) && found.hasPrefix("f.yaml:5:"), "\(found)")
    }
}
