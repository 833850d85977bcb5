package import Machines
package import Verdicts

extension Boot {
    /// What makes the boot fail. A class that nobody knows is refused with its like.
    package func policy() throws(MachineError) -> VerdictPolicy {
        do throws(VerdictSelectorError) {
            var policy = VerdictPolicy(failOn: [try VerdictSelector("fatal")])
            for word in failOn { policy.failOn.append(try VerdictSelector(word)) }
            for word in allow { policy.allow.append(try VerdictSelector(word)) }
            return policy
        } catch {
            throw MachineError(.invalidInput, error.description)
        }
    }
}
