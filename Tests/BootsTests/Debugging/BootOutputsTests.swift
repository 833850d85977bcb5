import Glibc
import MayflyTestSupport
import Testing

@testable import Boots

/// Files that are written when a boot is over. Nothing is booted.
@Suite struct BootOutputPlacesTests {
    private let scratch = Scratch("boot-outputs")

    @Test(
        "a place where nothing can be written is refused before anything is started",
        arguments: ["--dump", "--pcap", "--record", "--kcov"])
    func places(_ word: String) throws {
        func refusal(_ path: String, _ change: (inout Boot) -> Void = { _ in }) -> String? {
            var boot = Boot(kernel: "/k")
            switch word {
            case "--dump": boot.debugging.dump = path
            case "--pcap": boot.debugging.packets = path
            case "--record": boot.debugging.recording = path
            default: boot.debugging.kcov = path
            }
            change(&boot)
            do { try boot.checkOutputs() } catch { return error.message }
            return nil
        }
        #expect(refusal(scratch("new")) == nil)
        let nowhere = try #require(refusal(scratch("no/x")))
        #expect(nowhere.contains("\(word) cannot write") && nowhere.contains("No such file or directory"))
        #expect(access(scratch("no"), F_OK) != 0)
        #expect(refusal(scratch.path)?.contains("is a directory") == true)
        // Where each failure's recording goes is a directory of the loop's, which makes it.
        #expect((refusal(scratch("no/x")) { $0.debugging.recordsOnlyFailures = true } == nil) == (word == "--record"))
    }
}
