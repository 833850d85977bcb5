import FuzzTargets
import Testing
import Wire

/// The helper protocol's fuzz target over what a seed makes of a session: the same bytes in every run.
@Suite struct WireMutationTests {
    static let session: [UInt8] = [
        .hello(Hello(nonce: Nonce(bytes: Array(1...16)), window: 65536)),
        .request(1, .exec(ExecRequest(arguments: ["sh", "-c", "x"], environment: ["A=b"], directory: "/", user: "u"))),
        .request(2, .tcp(host: "::1", port: 80)), .data(1, .input, [1, 2, 3]), .credit(1, .output, 7), .started(1, 2),
        .request(
            3,
            .identity(
                IdentityRequest(
                    entropy: Array(repeating: 3, count: 64), clock: 1, hostName: "a", instanceID: "i",
                    hostKeys: [.init(name: "ssh_host_rsa_key", privateText: "x", publicText: "y")],
                    authorizedKeys: .init(user: "u", removed: ["r"], added: ["a", "b"])))),
        .error(code: 1, text: "x"), .ended(1, Ending(.failed(GuestFailure(stage: .write, error: 28, subject: "/x")))),
    ].flatMap { (frame: Frame) in frame.encoded }

    @Test("frames survive 4,000 mutations", arguments: [1, 2])
    func frames(seed: UInt64) {
        var generator = SplitMix(state: seed)
        for _ in 0..<2000 {
            var bytes = [UInt8.random(in: 0...20, using: &generator)] + Self.session
            for _ in 0..<Int.random(in: 1..<5, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                if Bool.random(using: &generator) {
                    bytes[place] = UInt8.random(in: 0...255, using: &generator)
                } else {
                    bytes.remove(at: place)
                }
            }
            bytes.withUnsafeBytes(fuzzFrames)
        }
    }
}

extension WireMutationTests {
    @Test("an identity's report survives 2,000 mutations")
    func identityReports() {
        var generator = SplitMix(state: 7)
        let report = IdentityReport(
            bootID: "b", items: [.init(.clock, .done), .init(.hostKey, .failed(error: 30), path: "/etc/ssh")]
        ).payload
        for _ in 0..<2000 {
            var bytes = report
            for _ in 0..<Int.random(in: 1..<4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            bytes.withUnsafeBytes(fuzzIdentityReport)
        }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
