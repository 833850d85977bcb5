/// What a boot came to.
public enum BootEnd: Sendable, Hashable {
    /// All that was asked for came.
    case passed
    /// The command ended with this status, which is not 0.
    case commandExited(Int32)
    /// The program of a board ended with this status, which is not 0.
    case programExited(Int32)
    /// Results of tests say so, in these words.
    case testsFailed(String)
    /// These were expected on the console, and the boot ended without them.
    case missed([BootExpectation])
    /// The kernel or the firmware reported what must not be, in these words.
    case kernelFailed(String)
    /// Time was up, in these words.
    case timedOut(String)

    /// Whether it is as it should be.
    public var hasPassed: Bool { self == .passed }
}

extension BootEnd: CustomStringConvertible {
    /// The end in a sentence.
    public var description: String {
        switch self {
        case .passed: "it passed"
        case .commandExited(let status): "the command exited with \(status)"
        case .programExited(let status): "the program exited with \(status)"
        case .testsFailed(let words), .kernelFailed(let words), .timedOut(let words): words
        case .missed(let expectations):
            "the console never showed " + expectations.map { "\($0.pattern)" }.joined(separator: ", ")
        }
    }
}
