import Testing

@testable import Wire

@Suite struct AgentMessageTests {
    @Test func `requests are one line of JSON with only what is given`() {
        #expect(AgentRequest.ping.json == #"{"execute":"guest-ping"}"#)
        #expect(
            AgentRequest.exec("/bin/sh", ["-c", "a\n\"b\"/\u{1F41B}"], input: [1, 2, 3]).json
                == #"{"arguments":{"arg":["-c","a\n\"b\"/🐛"],"capture-output":true,"input-data":"AQID","path":"/bin/sh"},"execute":"guest-exec"}"#
        )
        #expect(AgentRequest.execStatus(7).json == #"{"arguments":{"pid":7},"execute":"guest-exec-status"}"#)
    }

    @Test func `a status has its end, its outputs, and whether they were cut off`() throws {
        let json =
            #"{"return":{"exited":true,"signal":11,"out-data":"AQID","err-data":"","out-truncated":true}}"#
        guard case .value(let status) = try AgentReply<AgentStatus>(json: json) else {
            Issue.record("no value")
            return
        }
        #expect(status.exited && status.signal == 11 && status.exitcode == nil && status.isTruncated)
        #expect(status.output == [1, 2, 3] && status.error == [])
    }

    @Test func `the agent's own error is no error of the codec`() throws {
        let json = #"{"error":{"class":"CommandNotFound","desc":"Command guest-exec has been disabled"}}"#
        guard case .failed(let failure) = try AgentReply<AgentNothing>(json: json) else {
            Issue.record("no failure")
            return
        }
        #expect(failure.isRefusal && failure.description.contains("disabled"))
    }

    @Test func `which commands are allowed is told by the agent`() throws {
        let json =
            #"{"return":{"version":"8.2","supported_commands":[{"name":"guest-exec","enabled":false},{"name":"guest-ping","enabled":true}]}}"#
        guard case .value(let info) = try AgentReply<AgentInfo>(json: json) else { return }
        #expect(info.version == "8.2" && info.enables("guest-ping"))
        #expect(!info.enables("guest-exec") && !info.enables("guest-shutdown"))
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"return":{"exited":1}}"#, #"{"return":{"exited":true,"out-data":"!"}}"#, "null",
        #"{"error":{}}"#, #"{"return":{"exited":true,"exitcode":99999999999}}"#,
    ])
    func `what no agent says is an error`(_ json: String) {
        #expect(throws: WireError.self) { try AgentReply<AgentStatus>(json: json) }
    }
}

@Suite struct JSONTests {
    @Test func `what is said is understood the same`() throws {
        let value = JSONValue.object([
            "a": .list([.null, .truth(true), .number(-7), .text("\"\\\n\t\u{1}ü🦟")]), "": .object([:]), "b": .list([]),
        ])
        #expect(try JSONParser.value(of: value.encoded) == value)
    }

    @Test func `escapes and spaces are understood`() throws {
        #expect(
            try JSONParser.value(of: " [ \"\\u00fc\\ud83e\\udd9f\\/\\b\" , 1.5 , 1e3, 12 ]\n")
                == .list([.text("ü🦟/\u{8}"), .number(nil), .number(nil), .number(12)]))
    }

    @Test(arguments: [
        "", "[1,]", "{\"a\"}", "\"\\x\"", "\"\\u12\"", "[1] 2", "tru", "+1", "\"\n\"", "{1:2}", "[", "\"",
        String(repeating: "[", count: 100_000),
    ])
    func `what is no JSON is an error`(_ text: String) {
        #expect(throws: WireError.self) { try JSONParser.value(of: text) }
    }
}
