import FixtureLoading
import Fixtures
import KubeVirt
import YAML

/// Any text as a child of a shipped fixture becomes a fixture or an error with words; a fixture's values hold what was
/// given and nothing more, and it comes back the same from its own YAML.
package func fuzzFixture(_ bytes: UnsafeRawBufferPointer) {
    // No name leads anywhere but Mayfly's own, and no path that a text has by chance.
    let loader = FixtureLoader(search: FixtureSearchPath())
    let text = [UInt8](bytes)
    guard text.count <= 1 << 20 else { return }
    let nasty: ParameterValue = "a: [$(params.N), {b: \n- &c '"
    for parameters in [[:], ["N": "2"], ["S": nasty]] as [[String: ParameterValue]] {
        do throws(FixtureError) {
            let fixture = try loader.fixture(from: text, file: "/nowhere/fuzz.yaml", parameters: parameters)
            guard let again = try? YAMLDecoder().decode(Fixture.self, from: YAMLEncoder().encode(fixture)) else {
                preconditionFailure("a fixture that was loaded cannot be written and read again")
            }
            precondition(again.template == fixture.template, "another machine came back from its own YAML")
        } catch {
            precondition(!error.message.isEmpty && !error.problems.isEmpty, "an error without words")
            precondition(error.problems.allSatisfy { $0.location?.line ?? 1 > 0 }, "a place before the text")
        }
    }
}
