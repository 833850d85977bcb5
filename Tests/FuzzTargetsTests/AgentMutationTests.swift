import FuzzTargets
import Testing

/// The agent's answers over what a seed makes of a few: the same bytes in every run.
@Suite struct AgentMutationTests {
    static let answers = [
        #"{"return":{"exited":true,"exitcode":0,"out-data":"AQID","err-data":"/+8=","out-truncated":false}}"#,
        #"{"return":{"version":"7.2","supported_commands":[{"name":"guest-exec","enabled":true,"success-response":true}]}}"#,
        #"{"error":{"class":"GenericError","desc":"no \u00fc \ud83d\ude00"}}"#,
    ].map { Array($0.utf8) }

    @Test(arguments: [1, 2]) func `answers survive 2,000 mutations`(seed: UInt64) {
        var mutator = Mutator(state: seed)
        for index in 0..<1000 {
            mutator.mutated(Self.answers[index % Self.answers.count], Self.answers).withUnsafeBytes(fuzzAgentReply)
        }
    }
}
