import FuzzTargets
import Testing

/// The monitor's answers over what a seed makes of a few: the same bytes in every run.
@Suite struct MonitorMutationTests {
    static let answers = [
        #"{"return":{"status":"failed","error-desc":"full","ram":{"total":1073741824,"mbps":1.5e3}},"id":"libvirt-7"}"#,
        #"{"return":[{"node-name":"a","file":"/d","drv":"qcow2","ro":false},{"node-name":"b"}]}"#,
        #"{"error":{"class":"GenericError","desc":"no \u00fc \ud83d\ude00"}}"#,
    ].map { Array($0.utf8) }

    @Test(arguments: [1, 2]) func `answers survive 2,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        for bytes in Self.answers { bytes.withUnsafeBytes(fuzzMonitorReply) }
        for index in 0..<1000 {
            mutator.mutated(Self.answers[index % Self.answers.count], Self.answers).withUnsafeBytes(fuzzMonitorReply)
        }
    }
}
