import FoundationEssentials
import Testing
import Wire

@Suite("The guest's numbers are the host's")
struct HeaderTests {
    private let numbers: [String: Int]

    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let header = try String(
            contentsOf: folder.appending(path: "Sources/GuestHelper/guest/protocol.h"), encoding: .utf8)
        var numbers: [String: Int] = [:]
        for line in header.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, words[0] == "#define" else { continue }
            let text = words[2]
            numbers[String(words[1])] = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
        }
        self.numbers = numbers
    }

    @Test("sizes and versions")
    func sizes() {
        #expect(numbers["PROTOCOL_VERSION_MIN"] == Int(WireProtocol.versions.lowerBound))
        #expect(numbers["PROTOCOL_VERSION_MAX"] == Int(WireProtocol.versions.upperBound))
        #expect(numbers["PROTOCOL_MAGIC_SIZE"] == WireProtocol.magic.count)
        #expect(numbers["PROTOCOL_NONCE_SIZE"] == WireProtocol.nonceSize)
        #expect(numbers["FRAME_HEADER_SIZE"] == WireProtocol.headerSize)
        #expect(numbers["FRAME_PAYLOAD_MAX"] == WireProtocol.largestPayload)
        #expect(numbers["FRAME_MARK"] == Int(WireProtocol.mark))
        #expect(numbers["HELLO_SIZE"] == WireProtocol.helloSize)
        #expect(numbers["GREETING_SIZE"] == WireProtocol.greetingSize)
        #expect(numbers["REQUEST_SIZE_MAX"] == WireProtocol.largestRequest)
        #expect(numbers["STREAM_WINDOW_MIN"] == WireProtocol.smallestWindow)
        #expect(numbers["STREAM_LIMIT"] == WireProtocol.streamLimit)
        #expect(numbers["FEATURE_IDENTITY"] == Int(Greeting.Features.identity.rawValue))
        #expect(numbers["FEATURE_LISTEN"] == Int(Greeting.Features.listen.rawValue))
        #expect(numbers["IDENTITY_ENTROPY_MIN"] == IdentityRequest.entropySizes.lowerBound)
        #expect(numbers["IDENTITY_SEED_MIN"] == IdentityRequest.seedSizes.lowerBound)
        #expect(numbers["IDENTITY_BYTES_MAX"] == IdentityRequest.seedSizes.upperBound)
        #expect(IdentityRequest.entropySizes.upperBound == IdentityRequest.seedSizes.upperBound)
        #expect(numbers["RECORD_HEADER_SIZE"] == TreeEntry.headerSize)
        #expect(numbers["RECORD_NAME_MAX"] == TreeEntry.longestName)
        #expect(numbers["RECORD_TARGET_MAX"] == TreeEntry.longestTarget)
        #expect(numbers["RECORD_DEPTH_MAX"] == TreeEntry.deepest)
        #expect(numbers["RECORD_UNSIZED_MAX"] == TreeEntry.largestUnsized)
    }

    @Test("types of frames", arguments: FrameType.allCases)
    func types(_ type: FrameType) { check("FRAME", "\(type)", type.rawValue) }

    @Test("stages of failures", arguments: GuestFailure.Stage.allCases)
    func stages(_ stage: GuestFailure.Stage) { check("STAGE", "\(stage)", stage.rawValue) }

    @Test("parts of an identity", arguments: IdentityReport.Part.allCases)
    func parts(_ part: IdentityReport.Part) {
        let name = "\(part)".reduce(into: "") { name, letter in
            if letter.isUppercase, name.last?.isUppercase == false { name += "_" }
            name.append(letter)
        }.uppercased()
        #expect(numbers["IDENTITY_\(name)"] == Int(part.rawValue), "\(name)")
    }

    @Test("kinds of records", arguments: TreeEntry.Kind.allCases)
    func records(_ kind: TreeEntry.Kind) { check("RECORD", "\(kind)", kind.rawValue) }

    @Test("options and channels")
    func options() {
        for (name, value) in [
            ("EXEC_STDIN", ExecRequest.Options.standardInput), ("EXEC_PTY", .terminal),
            ("EXEC_CLEAR_ENVIRONMENT", .clearEnvironment), ("EXEC_WAIT_OUTPUT", .waitOutput),
        ] { #expect(numbers[name] == Int(value.rawValue)) }
        #expect(numbers["PUT_OWNERS"] == Int(PutRequest.Options.owners.rawValue))
        #expect(numbers["PUT_PARENTS"] == Int(PutRequest.Options.parents.rawValue))
        #expect(numbers["GET_FOLLOW"] == Int(GetRequest.Options.follow.rawValue))
        #expect(numbers["CHANNEL_IN"] == Int(Channel.input.rawValue))
        #expect(numbers["CHANNEL_OUT"] == Int(Channel.output.rawValue))
        #expect(numbers["CHANNEL_ERR"] == Int(Channel.error.rawValue))
        #expect(numbers["POWER_OFF"] == Int(PowerAction.off.rawValue))
        #expect(numbers["POWER_REBOOT"] == Int(PowerAction.reboot.rawValue))
        #expect(numbers["POWER_HALT"] == Int(PowerAction.halt.rawValue))
        #expect(numbers["ENDED_CANCELLED"] == Int(Ending.Flags.cancelled.rawValue))
        #expect(numbers["ENDED_CORE"] == Int(Ending.Flags.coreDumped.rawValue))
        #expect(numbers["ENDED_SURVIVORS"] == Int(Ending.Flags.survivors.rawValue))
    }

    private func check(_ prefix: String, _ name: String, _ value: UInt8) {
        let name = "\(prefix)_\(name.uppercased())"
        #expect(numbers[name] == Int(value), "\(name)")
    }
}
