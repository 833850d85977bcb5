import Digests
import DiskFormats
import HTTP
import Registry

/// Failures of what brings images here, in the words of images.
extension ImageError {
    static func fetching(_ error: HTTPError) -> ImageError {
        switch error.code {
        case .cancelled: ImageError(.cancelled, "cancelled while an image was fetched", cause: CancellationError())
        case .diskFull: ImageError(.noSpace, "\(error)")
        default: ImageError(.source, "\(error)")
        }
    }

    static func fetching<Value: Sendable>(
        _ body: () async throws(HTTPError) -> Value
    ) async throws(ImageError) -> Value {
        do throws(HTTPError) { return try await body() } catch { throw fetching(error) }
    }

    /// A download whose beginning is of use for the next try, unless it failed for good.
    static func download<Value: Sendable>(
        _ path: String, _ body: () async throws(HTTPError) -> Value
    ) async throws(ImageError) -> Value {
        do throws(HTTPError) { return try await body() } catch {
            if [.status, .redirect, .tooLarge, .request, .address].contains(error.code) {
                HTTPClient.discardPartial(path)
            }
            throw fetching(error)
        }
    }

    static func pulling<Value: Sendable>(
        _ body: () async throws(RegistryError) -> Value
    ) async throws(ImageError) -> Value {
        do throws(RegistryError) { return try await body() } catch { throw pulling(error) }
    }

    static func registry<Value>(_ body: () throws(RegistryError) -> Value) throws(ImageError) -> Value {
        do throws(RegistryError) { return try body() } catch { throw pulling(error) }
    }

    private static func pulling(_ error: RegistryError) -> ImageError {
        switch error.code {
        case .cancelled: ImageError(.cancelled, "cancelled while an image was pulled", cause: CancellationError())
        case .diskFull: ImageError(.noSpace, "\(error)")
        case .digest: ImageError(.verification, "\(error)")
        default: ImageError(.source, "\(error)")
        }
    }

    static func format(_ error: DiskFormatError) -> ImageError {
        switch error.code {
        case .cancelled: ImageError(.cancelled, "cancelled while an image was converted", cause: CancellationError())
        case .noSpace: ImageError(.noSpace, error.message, cause: error.cause)
        case .missingProgram: ImageError(.missingProgram, error.message, cause: error.cause)
        case .checksumFile, .noChecksum: ImageError(.verification, error.message, cause: error.cause)
        default: ImageError(.format, error.message, cause: error.cause)
        }
    }

    static func wrongSum(_ place: String, wanted: ChecksumFile.Sum, found: String) -> ImageError {
        ImageError(
            .verification,
            "\(place) is not what was meant, and was thrown away: its \(wanted.algorithm.rawValue) is \(found), wanted is "
                + "\(wanted.digits). It was damaged or changed; ask its publisher which is right.")
    }
}
