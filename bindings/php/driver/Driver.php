<?php

declare(strict_types=1);

namespace Driver;

use Jpkicard\Exception\ClosedException;
use Jpkicard\Exception\JpkicardException;
use Jpkicard\Status;

/**
 * Answers requests, and keeps the last of each object.
 */
final class Driver
{
    use LibraryRequests;
    use ReaderRequests;
    use CardRequests;
    use FaceRequests;
    use TrustRequests;

    /** @var array<string, mixed> */
    private array $kept = [];

    /** The answer's line. */
    public function answer(string $line): string
    {
        $request = new Request($line);
        $method = 'on' . str_replace(' ', '', ucwords(strtr($request->word(), '-', ' ')));
        if (!method_exists($this, $method)) {
            return 'cannot';
        }
        try {
            return implode("\t", ['ok', ...(array) $this->$method($request)]);
        } catch (JpkicardException $fault) {
            $words = [
                'error',
                $fault->getCode(),
                Words::number($fault->triesLeft),
                $fault->statusWord,
                Words::text($fault->japanese()),
            ];
            return implode("\t", $words);
        }
    }

    /** What is not there is as a null handle. */
    private function kept(string $name): mixed
    {
        return $this->kept[$name] ?? throw new ClosedException(Status::Handle);
    }

    /**
     * The new object takes the place of the old one.
     *
     * @template T
     * @param T $object
     * @return T
     */
    private function keep(string $name, mixed $object): mixed
    {
        return $this->kept[$name] = $object;
    }
}
