import Testing

@testable import Wire

/// A stub that asks for what a program wants of its host. Nothing runs.
@Suite struct SemihostingSessionTests {
    /// What is sent and told when these packets come, without what confirms them.
    private func answers(_ packets: String..., to session: inout SemihostingSession) throws -> [String] {
        try packets.flatMap { packet in
            try session.feed(RemotePacketDecoder.encoded(packet)).compactMap { action in
                switch action {
                case .send(let bytes): bytes == Array("+".utf8) ? nil : String(decoding: bytes, as: UTF8.self)
                case .print(let bytes): "print " + String(decoding: bytes, as: UTF8.self)
                case .ended(let status): "ended \(status)"
                }
            }
        }
    }

    private func packet(_ text: String) -> String {
        String(decoding: RemotePacketDecoder.encoded(text), as: UTF8.self)
    }

    @Test("what a program writes is fetched out of its memory, told and acknowledged")
    func write() throws {
        var session = SemihostingSession()
        #expect(session.begin() == [.send(RemotePacketDecoder.encoded("c"))])
        #expect(try answers("Fwrite,00000002,00000060,00000003", to: &session) == [packet("m60,3")])
        #expect(try answers("68690a", to: &session) == ["print hi\n", packet("F3")])
    }

    @Test("much of it is fetched piece by piece")
    func chunks() throws {
        var session = SemihostingSession()
        #expect(try answers("Fwrite,1,1000,402", to: &session) == [packet("m1000,400")])
        let piece = String(repeating: "41", count: 1024)
        let text = String(repeating: "A", count: 1024)
        #expect(try answers(piece, to: &session) == ["print " + text, packet("m1400,2")])
        // Somebody stops the machine meanwhile.
        #expect(try answers("T02thread:01;", to: &session) == [])
        #expect(try answers("4242", to: &session) == ["print BB", packet("F402")])
    }

    @Test("memory that is not there is an error of the program's, and so is an answer that is too long")
    func noMemory() throws {
        for answer in ["E14", "", "4142434445"] {
            var session = SemihostingSession()
            _ = try answers("Fwrite,1,ffffffff,4", to: &session)
            #expect(try answers(answer, to: &session) == [packet("F-1,e")], "\(answer)")
            #expect(try answers("Fclose,1", to: &session) == [packet("F0")])
        }
        var session = SemihostingSession()
        #expect(try answers("Fwrite,1,60,0", to: &session) == [packet("F0")])
    }

    @Test("nothing else of the host is given to it")
    func refused() throws {
        var session = SemihostingSession()
        for (request, answer) in [
            ("Fopen,60/5,0,1a4", "F-1,d"), ("Funlink,60/5", "F-1,d"), ("Frename,60/5,70/5", "F-1,d"),
            ("Fsystem,60/5", "F-1,d"), ("Fstat,60/5,70", "F-1,d"), ("Fread,0,60,10", "F0"), ("Fread,7,60,10", "F-1,9"),
            ("Fwrite,0,60,10", "F-1,9"), ("Fwrite,9,60,10", "F-1,9"), ("Fwrite,1", "F-1,16"), ("Ffstat,1,60", "F-1,9"),
            ("Flseek,1,0,0", "F-1,1d"), ("Fisatty,1", "F1"), ("Fisatty,3", "F-1,9"), ("Fgettimeofday,60,0", "F-1,16"),
            ("F", "F-1,16"),
        ] {
            #expect(try answers(request, to: &session) == [packet(answer)], "\(request)")
        }
        #expect(try answers("T05", "OK", "O41", "S05", "", to: &session) == [])
    }

    @Test("its end comes with its status")
    func end() throws {
        var session = SemihostingSession()
        #expect(try answers("W07", to: &session) == ["ended 7"])
        #expect(try answers("Wff;process:1", to: &session) == ["ended 255"])
        #expect(try answers("Wxy", to: &session) == [])
    }
}
