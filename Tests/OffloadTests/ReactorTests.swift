import Glibc
import MayflyTestSupport
import Offload
import Testing

@Suite("The reactor", .timeLimit(.minutes(1)))
struct ReactorTests {
    @Test("many wait at once, and each is woken for its own")
    func many() async throws {
        let pairs = try (0..<200).map { _ in try DescriptorStreamTests.pair() }
        let reads = pairs.map { pair in Task { try await pair.0.read(atMost: 10) } }
        for (number, pair) in pairs.enumerated().reversed() { try await pair.1.write([UInt8(number)]) }
        for (number, read) in reads.enumerated() { #expect(try await read.value == [UInt8(number)]) }
    }

    @Test("of many that wait, those that are cancelled leave, and the others are woken all the same")
    func cancelled() async throws {
        let pairs = try (0..<100).map { _ in try DescriptorStreamTests.pair() }
        let reads = pairs.map { pair in Task { try await pair.0.read(atMost: 10) } }
        for read in reads where read == reads[0] || reads.firstIndex(of: read).map({ $0 % 2 == 0 }) == true {
            read.cancel()
        }
        for pair in pairs { try await pair.1.write([7]) }
        for (number, read) in reads.enumerated() {
            switch await read.result {
            case .success(let bytes): #expect(bytes == [7])
            case .failure(let error): #expect(number % 2 == 0 && (error as? SystemError)?.number == ECANCELED)
            }
        }
    }

    @Test("descriptors come and go under the same numbers")
    func reused() async throws {
        for round in 0..<300 {
            let (left, right) = try DescriptorStreamTests.pair()
            async let bytes = left.read(atMost: 10)
            if round % 3 == 0 {
                left.close()
                #expect(try await bytes == [])
            } else {
                try await right.write([UInt8(round % 256)])
                #expect(try await bytes == [UInt8(round % 256)])
            }
        }
    }

    @Test("a descriptor that is closed already is an error")
    func closed() async {
        let error = await #expect(throws: SystemError.self) { try await Reactor.reading.wait(for: -1) }
        #expect(error?.number == EBADF)
    }
}
