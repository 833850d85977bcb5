import Testing

@testable import Wire

@Suite("QEMU's monitor")
struct MonitorTests {
    @Test("commands are lines of JSON")
    func commands() {
        #expect(
            MonitorCommand.ignoreShared(true).encoded
                == #"{"arguments":{"capabilities":[{"capability":"x-ignore-shared","state":true}]},"execute":"migrate-set-capabilities"}"#
        )
        #expect(MonitorCommand.takeFile("f").encoded == #"{"arguments":{"fdname":"f"},"execute":"getfd"}"#)
        #expect(MonitorCommand.save(to: "f").encoded == #"{"arguments":{"uri":"fd:f"},"execute":"migrate"}"#)
        #expect(MonitorCommand.load(from: "f").encoded == #"{"arguments":{"uri":"fd:f"},"execute":"migrate-incoming"}"#)
        #expect(MonitorCommand.progress.encoded == #"{"execute":"query-migrate"}"#)
        #expect(
            MonitorCommand.overlay([("n", "/o \"1\"", "x")]).encoded
                == #"{"arguments":{"actions":[{"data":{"format":"qcow2","mode":"existing","node-name":"n","snapshot-file":"/o \"1\"","snapshot-node-name":"x"},"type":"blockdev-snapshot-sync"}]},"execute":"transaction"}"#
        )
    }

    @Test("answers are values or QEMU's own words")
    func replies() throws {
        #expect(try MonitorReply(json: #"{"error":{"class":"GenericError","desc":"no"}}"#) == .failed("no"))
        guard case .done(let empty) = try MonitorReply(json: #"{"return":{},"id":"libvirt-7"}"#) else {
            Issue.record("it is an answer")
            return
        }
        #expect(empty.transfer == nil)
        guard case .done(let result) = try MonitorReply(json: #"{"return":{"status":"failed","error-desc":"full"}}"#)
        else {
            Issue.record("it is an answer")
            return
        }
        #expect(result.transfer == Transfer(status: "failed", failure: "full"))
        #expect(result.transfer?.hasFailed == true && result.transfer?.isDone == false)
    }

    @Test("block nodes are told with their files")
    func nodes() throws {
        let json = #"{"return":[{"node-name":"a","file":"/d","drv":"qcow2","ro":false},{"node-name":"b"}]}"#
        guard case .done(let result) = try MonitorReply(json: json) else {
            Issue.record("it is an answer")
            return
        }
        #expect(result.blockFiles.map(\.node) == ["a"] && result.blockFiles.map(\.file) == ["/d"])
    }

    @Test("what is no answer is an error", arguments: ["", "{}", "[]", #"{"return":"#, "null"])
    func garbage(_ text: String) { #expect(throws: WireError.self) { try MonitorReply(json: text) } }
}
